import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { VerificationReport } from "../../cli/verify/report.ts";
import { startLab, stopLab } from "../../lab/lab.ts";
import { projectFolder } from "../../lab/names.ts";
import { loadPlan } from "../../plan/environment.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { finished, inside, kOne, summaryOf, verified } from "./k-one.ts";
import { Box } from "./vtep/box.ts";

const environment = inject("environment");
const sites = ["gist", "korea"] as const;
const third = "soongsil";
const boxes = sites.map((site) => new Box(environment, site));
const stackFile = (site: string) => join(projectFolder, "stacks", `Pulumi.${environment}-${site}.yaml`);
const plan = (): EnvironmentPlan => loadPlan(join(projectFolder, "stacks"), environment);
const failing = ({ checks }: VerificationReport) => checks.filter(({ ok, down }) => !ok && down === null);
const statuses = async (...words: readonly string[]) => {
    const { stacks, exitCode } = await summaryOf(...words);
    return { exitCode, stacks, statuses: stacks.map(({ status }) => status) };
};
/** Packets take their way again some seconds after what kept them off has gone. */
const allPasses = () =>
    vi.waitFor(async () => expect((await verified(environment, "--only", "paths")).culprit).toBeNull(), {
        timeout: 180_000,
    });

/** Lets one more block open SSH to each guest: one more rule for a site's `up` to make. */
function allowOneMore(): void {
    for (const site of sites) {
        const text = readFileSync(stackFile(site), "utf8");
        const changed = text.replace(/( +)- 203\.0\.113\.1\/32\n/, "$&$1- 192.0.2.0/24\n");
        expect(changed).not.toBe(text);
        writeFileSync(stackFile(site), changed);
    }
}

/** Drops what a K-Box gets from the others, by a filter of this test's own. */
async function blocked<T>(rule: string, work: () => Promise<T>): Promise<T> {
    const chain = "add chain inet k-one-test input { type filter hook input priority -200; }";
    try {
        for (const box of boxes) {
            const others = boxes.filter((other) => other !== box).flatMap((other) => addressesOf(other.address));
            const drop = `add rule inet k-one-test input ip saddr { ${others.join(", ")} } ${rule} drop`;
            await box.run("nft -f -", `add table inet k-one-test\n${chain}\n${drop}\n`);
        }
        return await work();
    } finally {
        await unblock();
    }
}

const unblock = () => Promise.all(boxes.map((box) => box.attempt("nft delete table inet k-one-test")));

/** All underlay addresses of the site whose K-Box has this one. */
function addressesOf(address: string): readonly string[] {
    const site = plan().sites.find(({ kBox }) => kBox.address === address);
    return [...new Set([address, ...(site?.sharedNetworks ?? []).map(({ vtep }) => vtep.address)])];
}

/** Whether the first K-Box opens connections to SSH and Neutron of the second. */
async function controlLink(): Promise<readonly boolean[]> {
    const [gist, korea] = boxes as [Box, Box];
    const open = (port: number) => `socket.create_connection(("${korea.address}", ${port}), 3)`;
    const codes = [22, 9696].map((port) => gist.attempt(`python3 -c 'import socket; ${open(port)}'`));
    return (await Promise.all(codes)).map((code) => code === 0);
}

describe("sites that share nothing but net3", () => {
    const files = sites.map((site) => [stackFile(site), readFileSync(stackFile(site), "utf8")] as const);

    beforeAll(() => finished("up", environment, "--yes"));

    afterAll(async () => {
        for (const [file, text] of files) writeFileSync(file, text);
        await unblock();
    });

    test("one of them has its tunnels' address apart from its K-Box's", () => {
        const apart = plan().sites.filter(({ kBox, sharedNetworks: [net3] }) => net3?.vtep.address !== kBox.address);
        expect(apart.map(({ site }) => site)).toEqual(["korea"]);
    });

    test("net3 goes on while the K-Boxes get no SSH and no API calls from each other", async () => {
        expect(await controlLink()).toEqual([true, true]);
        await blocked("meta l4proto tcp", async () => {
            expect(await controlLink()).toEqual([false, false]);
            const report = await verified(environment, "--only", "paths");
            expect(failing(report)).toEqual([]);
            expect(report.exitCode).toBe(0);
        });
        expect(await controlLink()).toEqual([true, true]);
    });

    test("up goes on while UDP 4789 is dropped, and verify blames the data tunnel", async () => {
        await blocked("udp dport 4789", async () => {
            allowOneMore();
            const { stacks } = await finished("up", environment, "--yes");
            expect(stacks.slice(1)).toMatchObject([{ changes: { create: 1 } }, { changes: { create: 1 } }]);
            const report = await verified(environment, "--only", "paths");
            expect(report.exitCode).toBe(1);
            expect(report.down).toEqual([]);
            expect(report.culprit).toMatch(/data tunnel is cut between gist and korea .*UDP 4789/);
            expect(failing(report).map(({ path }) => path)).not.toContain("underlay mtu");
        });
        await allPasses();
    });
});

describe("with the K-Box of korea off", () => {
    beforeAll(() => stopLab(environment, { sites: ["korea"] }));
    afterAll(() => startLab(environment));

    test("verify says that the site is down, and checks the other", async () => {
        const report = await verified(environment);
        const { address } = boxes[1] as Box;
        expect(report.culprit).toMatch(
            new RegExp(
                `^Site korea is down \\(its K-Box ${address} does not answer\\); (\\d+) of \\1 checks among the other`,
            ),
        );
        expect(report).toMatchObject({ ok: false, exitCode: 1, down: [{ site: "korea" }] });
        expect(report.checks.filter(({ ok }) => ok).map(({ path }) => path)).toEqual([
            ...["floating ip", "outside", "own k-cluster"],
        ]);
        expect(failing(report)).toEqual([]);
        expect((await verified(environment, "--site", "gist")).exitCode).toBe(0);
    });

    test("preview and up of the other go on", async () => {
        // The rule that the last up made goes: the files are as `lab start` wrote them.
        const preview = await finished("preview", environment, "--site", "gist");
        expect(preview.stacks).toMatchObject([{ status: "done", changes: { delete: 1 } }]);
        const up = await statuses("up", environment, "--yes");
        expect(up).toMatchObject({ exitCode: 1, statuses: ["unchanged", "done", "failed"] });
        expect(up.stacks[2]?.cause).toContain((boxes[1] as Box).address);
    });

    test("its own up is enough when it is back", async () => {
        await startLab(environment);
        const { stacks } = await finished("up", environment, "--site", "korea", "--yes");
        expect(stacks).toMatchObject([{ status: "done", changes: { delete: 1 } }]);
        await allPasses();
    });
});

describe("with the tower off", () => {
    beforeAll(() => stopLab(environment, { sites: ["tower"] }));
    afterAll(() => startLab(environment));

    test("running guests reach each other over net3", async () => {
        const report = await verified(environment);
        expect(failing(report)).toEqual([]);
        expect(report.checks.filter(({ path }) => path === "net3")).toHaveLength(2);
        const untried = report.checks.filter(({ ok }) => !ok);
        expect(new Set(untried.map(({ path, down }) => `${path}: ${down}`))).toEqual(
            new Set(["own k-cluster: tower", "other site is out of reach: tower", "other region refuses: tower"]),
        );
        expect(report).toMatchObject({ ok: false, exitCode: 1, down: [{ site: "tower" }] });
        expect(report.culprit).toMatch(/^The tower is down .*; (\d+) of \1 checks among the sites passed\.$/);
    });
});

/** A step of `pulumi preview --json`. */
interface Step {
    readonly op: string;
    readonly urn: string;
}

describe("a third site", () => {
    const far = () => plan().sites.find(({ site }) => site === "korea")?.guest?.shared.net3 ?? "";

    /** What a preview would do, but to components, which only hold others. */
    async function stepsOf(site: string): Promise<readonly string[]> {
        const words = ["pulumi", "preview", "--stack", `${environment}-${site}`, "--json"];
        const { stdout, stderr } = await kOne(["lab", "shell", "--environment", environment, "--", ...words]);
        expect(stdout, stderr).toMatch(/^\{/);
        const { steps } = JSON.parse(stdout) as { readonly steps: readonly Step[] };
        return steps
            .filter(({ op, urn }) => op !== "same" && !urn.includes("$k-one:index:SharedNetwork::"))
            .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`)
            .sort();
    }

    /** Numbers of the packets that were answered, from the first to the last. */
    const answers = (text: string) => [...text.matchAll(/seq=(\d+)/g)].map(([, number]) => Number(number));

    test("changes the first two by a Vtep and a route each, and costs no packet between them", async () => {
        const guest = (script: string) => inside(environment, ["guest", "gist"], script);
        await guest(`/usr/bin/ping -i 0.2 ${far()} </dev/null >/tmp/flow 2>&1 & echo $! >/tmp/flow.pid`);
        await startLab(environment, { sites: 3 });
        for (const site of sites) {
            expect(await stepsOf(site)).toEqual([
                `create ${site}-net3-route-${third}`,
                `update ${site}-net3-vtep-config`,
            ]);
        }
        const { stacks } = await finished("up", environment, "--yes");
        const gone = stacks.map(({ changes }) => changes.replace + changes.delete);
        expect(gone).toEqual([0, 0, 0, 0]);
        await allPasses();
        const seen = answers(await guest("kill -INT $(cat /tmp/flow.pid); cat /tmp/flow; rm /tmp/flow /tmp/flow.pid"));
        expect(seen.length).toBeGreaterThan(100);
        expect(seen).toEqual(seen.map((_, index) => index + 1));
    });

    test("is reached by the others, and reaches them", async () => {
        const report = await verified(environment);
        expect(failing(report)).toEqual([]);
        const { checks, exitCode } = report;
        expect(exitCode).toBe(0);
        const pairs = checks.filter(({ path, from, to }) => path === "net3" && `${from} ${to}`.includes(third));
        expect(pairs).toHaveLength(4);
    });
});
