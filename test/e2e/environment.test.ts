import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { projectFolder } from "../../lab/names.ts";
import { finished, kOne, objectsOf, summaryOf, verified } from "./k-one.ts";
import { Box } from "./vtep/box.ts";

const environment = inject("environment");
const sites = ["gist", "korea"];
const boxes = sites.map((site) => new Box(environment, site));
const traces = () => Promise.all(boxes.map((box) => box.traces()));
const objects = () => Promise.all(sites.map((site) => objectsOf(environment, site)));
const stackFile = join(projectFolder, "stacks", `Pulumi.${environment}-gist.yaml`);

/** Runs with a stack file that somebody has spoiled. */
async function withFile<T>(spoil: (text: string) => string, work: () => Promise<T>): Promise<T> {
    const text = readFileSync(stackFile, "utf8");
    const spoilt = spoil(text);
    expect(spoilt).not.toBe(text);
    try {
        writeFileSync(stackFile, spoilt);
        return await work();
    } finally {
        writeFileSync(stackFile, text);
    }
}

describe("an environment from nothing to nothing", () => {
    let before: { readonly traces: readonly string[]; readonly objects: readonly unknown[] };

    beforeAll(async () => {
        // Keystone knows a site's user only after the tower's stack was up.
        await finished("up", environment, "--site", "tower", "--yes");
        await finished("destroy", environment, "--site", sites.join(","), "--yes");
        before = { traces: await traces(), objects: await objects() };
    });

    test("comes up", async () => {
        const { stacks } = await finished("up", environment, "--yes");
        expect(stacks.map(({ stack, status }) => [stack, status])).toEqual([
            [`${environment}-tower`, "unchanged"],
            [`${environment}-gist`, "done"],
            [`${environment}-korea`, "done"],
        ]);
        expect(await traces()).not.toEqual(before.traces);
    });

    test("has guests that answer each other over net3, both ways", async () => {
        const { ok, checks } = await verified(environment, "--only", "paths");
        expect(ok).toBe(true);
        const pairs = checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
        expect(pairs.sort()).toEqual(["gist-guest → korea-guest", "korea-guest → gist-guest"]);
    });

    test("stays as it is when it comes up again", async () => {
        const untouched = { traces: await traces(), objects: await objects() };
        const { stacks } = await finished("up", environment, "--yes");
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "unchanged", "unchanged"]);
        expect({ traces: await traces(), objects: await objects() }).toEqual(untouched);
    });

    test("can be worked on with the plain CLI in the lab's shell", async () => {
        const pulumi = ["pulumi", "preview", "--stack", `${environment}-gist`, "--expect-no-changes"];
        const { exitCode, stdout, stderr } = await kOne([
            "lab",
            "shell",
            "--environment",
            environment,
            "--",
            ...pulumi,
        ]);
        expect(exitCode, stdout + stderr).toBe(0);
        expect(stdout).toMatch(/\d+ unchanged/);
    });

    test("goes on at the other site when a K-Box shows another host key", async () => {
        const other = readFileSync(join(projectFolder, "stacks", `Pulumi.${environment}-korea.yaml`), "utf8");
        const foreign = /hostKey: (ssh-ed25519 \S+)/.exec(other)?.[1] ?? "";
        const { exitCode, stacks } = await withFile(
            (text) => text.replace(/hostKey: ssh-ed25519 \S+/, `hostKey: ${foreign}`),
            () => summaryOf("up", environment, "--yes"),
        );
        expect(exitCode).toBe(1);
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "failed", "unchanged"]);
        expect(stacks[1]?.cause).toMatch(/host key/);
    });

    test("goes on at the other site when a K-Box does not answer", async () => {
        const { exitCode, stacks } = await withFile(
            (text) => text.replace(/( +)user: root\n/, "$1user: root\n$1port: 2222\n"),
            () => summaryOf("up", environment, "--yes"),
        );
        expect(exitCode).toBe(1);
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "failed", "unchanged"]);
        expect(stacks[1]?.cause).toMatch(/203\.0\.113\.11/);
    });

    test("is refused as a whole, with every mistake named, when a file is wrong", async () => {
        const spoil = (text: string) =>
            text.replace("cidr: 10.1.0.0/24", "cidr: 10.2.0.0/25").replace("region: RegionOne", "region: RegionTwo");
        const { exitCode, stderr } = await withFile(spoil, () => kOne(["up", environment, "--yes"]));
        expect(exitCode).toBe(1);
        expect(stderr).toMatch(/sites\.korea\.tenant\.cidr: .*overlaps sites\.gist\.tenant\.cidr/);
        expect(stderr).toMatch(/sites\.korea\.region: /);
        expect(stderr).toContain("nothing was changed");
    });

    test("leaves no object and no trace on the K-Boxes when it is destroyed", async () => {
        const { stacks } = await finished("destroy", environment, "--site", sites.join(","), "--yes");
        expect(stacks.every(({ status }) => status === "done")).toBe(true);
        expect({ traces: await traces(), objects: await objects() }).toEqual(before);
    });
});
