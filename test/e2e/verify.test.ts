import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { VerificationReport } from "../../cli/verify/report.ts";
import { projectFolder } from "../../lab/names.ts";
import { enterLab } from "../../lab/namespace.ts";
import { loadPlan } from "../../plan/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { finished, inside, verified } from "./k-one.ts";
import { Breakage } from "./verify/breakage.ts";

const environment = inject("environment");

interface Port {
    readonly id: string;
    readonly allowed_address_pairs: readonly object[];
}

interface Link {
    readonly ifname: string;
    readonly mtu: number;
}

const verify = (...options: readonly string[]) => verified(environment, ...options);
const inGuest = (site: string, script: string) => inside(environment, ["guest", site], script);

async function request<T>(site: SitePlan, path: string, method = "GET", body?: unknown): Promise<T> {
    const change = body === undefined ? [] : [method, JSON.stringify(body)];
    return JSON.parse(await inside(environment, ["request", site.cloud, "network", site.region, path, ...change])) as T;
}

/** Runs a command in the WAN's namespace. */
async function inWan(...command: readonly string[]): Promise<string> {
    const [file = "", ...args] = [...enterLab(environment), ...command];
    return (await execa(file, args)).stdout;
}

const failing = ({ checks }: Pick<VerificationReport, "checks">) => checks.filter(({ ok }) => !ok);

describe("verify", () => {
    let plan: EnvironmentPlan;
    let gist: SitePlan;
    let korea: SitePlan;

    beforeAll(async () => {
        await finished("up", environment, "--yes");
        plan = loadPlan(join(projectFolder, "stacks"), environment);
        [gist, korea] = plan.sites as [SitePlan, SitePlan];
    });

    const guestPort = async (site: SitePlan): Promise<Port> => {
        const address = site.guest?.shared.net3 ?? "";
        const { ports } = await request<{ ports: readonly Port[] }>(site, `/ports?fixed_ips=ip_address%3D${address}`);
        expect(ports).toHaveLength(1);
        return ports[0] as Port;
    };

    test("every packet arrives, over every path", async () => {
        const { ok, culprit, checks, exitCode } = await verify();
        expect(failing({ checks })).toEqual([]);
        expect({ ok, culprit, exitCode }).toEqual({ ok: true, culprit: null, exitCode: 0 });
        expect(checks).toHaveLength(2 * 13 + 2 * 4);
        const tenant = checks.find(({ path, from }) => path === "tenant over net3" && from === gist.guest?.name);
        expect(tenant?.reason).toMatch(new RegExp(`^via ${korea.guest?.shared.net3} `));
    });

    test("a WAN that carries 20 bytes less is named with the pair and what it carries", async () => {
        const bridges = JSON.parse(await inWan("ip", "-j", "link", "show", "type", "bridge")) as readonly Link[];
        const ports = JSON.parse(
            await inWan("ip", "-j", "link", "show", "master", bridges[0]?.ifname ?? ""),
        ) as readonly Link[];
        expect(ports.length).toBeGreaterThanOrEqual(3);
        const setMtu = (less: number) =>
            Promise.all(ports.map(({ ifname, mtu }) => inWan("ip", "link", "set", ifname, "mtu", String(mtu - less))));
        try {
            await setMtu(20);
            const report = await verify("--only", "paths");
            expect(report.exitCode).toBe(1);
            expect(report.culprit).toMatch(/K-Boxes of gist and korea .*largest that does has 1480 bytes/);
            const paths = new Set(failing(report).map(({ path }) => path));
            expect(paths).toContain("underlay mtu");
            expect(paths).not.toContain("net3");
        } finally {
            await setMtu(0);
        }
    });

    test("without its address pair a guest isn't reached at its tenant address, while net3 works", async () => {
        const port = await guestPort(korea);
        const setPairs = (pairs: readonly object[]) =>
            request(korea, `/ports/${port.id}`, "PUT", { port: { allowed_address_pairs: pairs } });
        try {
            await setPairs([]);
            const report = await vi.waitFor(
                async () => {
                    const now = await verify("--only", "paths");
                    expect(now.ok).toBe(false);
                    return now;
                },
                { timeout: 120_000 },
            );
            expect(new Set(failing(report).map(({ path }) => path))).toEqual(new Set(["tenant over net3"]));
            expect(report.culprit).toContain("korea-guest: is its tenant address among the allowed address pairs");
        } finally {
            await setPairs(port.allowed_address_pairs);
        }
        await vi.waitFor(async () => expect((await verify("--only", "paths")).culprit).toBeNull(), {
            timeout: 120_000,
        });
    });
});

describe("isolation", () => {
    const breakage = new Breakage(environment);
    const said = ({ checks }: VerificationReport) =>
        Object.fromEntries(
            checks.filter(({ ok }) => !ok).map(({ from, to, path, reason }) => [`${from} → ${to}, ${path}`, reason]),
        );

    test("keeps the tower's packets off net3, and no peer's", async () => {
        expect(await breakage.heardInTunnel()).toEqual({ peer: true, stranger: false });
    });

    test("is seen to be gone, piece by piece, where it is taken away, and to be back", async () => {
        try {
            await breakage.takeAll();
            const [report, heard] = await Promise.all([verify("--only", "isolation"), breakage.heardInTunnel()]);
            expect(heard).toEqual({ peer: true, stranger: true });
            const [strange, dead] = [
                /^its filter isn't the planned one/,
                /^unproven: gist K-Box gets no answer from 172/,
            ];
            expect(said(report)).toEqual({
                "gist-control-vm → gist, own k-cluster": expect.stringMatching(/^gist-cube1: /),
                "gist-control-vm → korea, other site is out of reach":
                    expect.stringContaining("172.16.2.1 (ping) answers"),
                "korea-control-vm → gist, other site is out of reach": expect.stringMatching(dead),
                [`${environment}-gist → RegionTwo, other region refuses`]:
                    expect.stringContaining("network answers 200"),
                "gist-guest → korea, other k-cluster is out of reach":
                    expect.stringContaining("172.16.2.1 (ping) answers"),
                "korea-guest → gist, other k-cluster is out of reach": expect.stringMatching(dead),
                "gist-guest → korea-guest, net3 forged source is dropped":
                    expect.stringContaining("hears it as 10.30.0.254"),
                "korea-guest → gist-guest, net3 forged source is dropped":
                    expect.stringContaining("hears it as 10.30.0.254"),
                "gist-guest → korea-guest, net3 is no way out": expect.stringContaining("leave korea by br-ex"),
                "gist K-Box → korea K-Box, net3 shows no k-box": expect.stringMatching(/ 203\.0\.113\.12,.* fe80::1/),
                "strangers → korea K-Box, net3 lets no stranger in": expect.stringMatching(strange),
            });
            expect(report.exitCode).toBe(1);
        } finally {
            await breakage.restore();
        }
        await vi.waitFor(async () => expect((await verify()).culprit).toBeNull(), { timeout: 120_000 });
        expect(await breakage.heardInTunnel()).toEqual({ peer: true, stranger: false });
    });

    test("is checked without a trace in the guests", async () => {
        for (const site of ["gist", "korea"]) {
            const traces = await inGuest(site, "ip address; cat /proc/net/arp");
            expect(traces).not.toContain("inet 10.30.0.254");
            expect(traces).not.toMatch(/^203\.0\.113\.1 .*0x6/m);
        }
    });
});
