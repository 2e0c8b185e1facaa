import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { openEnvironment } from "../../cli/environment.ts";
import { callPulumi, openStack } from "../../cli/pulumi.ts";
import { runVariable } from "../../cli/recover/processes.ts";
import { type PreviewedStack, Run } from "../../cli/runs.ts";
import type { RunSummary } from "../../cli/summary.ts";
import { makeThrowaway, type Throwaway } from "../../cli/throwaway.ts";
import { projectFolder } from "../../lab/names.ts";
import { loadPlan, planEnvironment, readEnvironment } from "../../plan/environment.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";
import { copyPack } from "../attacks/pack-copy.ts";
import { kOne } from "./k-one.ts";

const plan = loadPlan(join(projectFolder, "stacks"), "kone");
const authUrl = plan.tower.authUrl ?? "";
const sites = plan.sites.map(({ site }) => site);

/** Stands between us and every Keystone, and writes down who is asked for; it has no answer for anyone. */
let proxy: Server;
let calls: string[] = [];
let scratch: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "k-one-kone-"));
    proxy = createServer((request, response) => {
        calls.push(request.url ?? "");
        response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    env = {
        HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        OS_CLIENT_CONFIG_FILE: join(scratch, "there-is-none.yaml"),
        PULUMI_BACKEND_URL: pathToFileURL(scratch).href,
    };
});

beforeEach(() => {
    calls = [];
});

afterAll(() => {
    proxy.close();
    rmSync(scratch, { recursive: true, force: true });
});

/** A throw-away copy of one of the environment's stacks. */
async function copyOf(stack: string, cloud: string): Promise<Throwaway> {
    const toolchain = await ensureToolchain({ log: () => undefined });
    const variables = { ...process.env, ...toolchain.env, ...env, [runVariable]: String(process.pid) };
    const set = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const pulumi = { folder: projectFolder, pulumi: toolchain.pulumi, env: Object.fromEntries(set) };
    return makeThrowaway(pulumi, { stack, cloud, authUrl: authUrl });
}

/** A throw-away copy of a stack with the tower's secrets, and with a user in `clouds.yaml`. */
async function openWithUser(name: string): Promise<{ readonly copy: Throwaway; readonly stack: Stack }> {
    const copy = await copyOf(name, name);
    const user = { username: "u", password: "p", project_name: "p", user_domain_id: "d", project_domain_id: "d" };
    const clouds = { [name]: { auth: { auth_url: authUrl, ...user } } };
    writeFileSync(join(copy.pulumi.folder, "clouds.yaml"), stringify({ clouds }));
    const stack = await openStack(name, copy.pulumi, true);
    const passwords = sites.map((site) => [`k-one:${site}Password`, { value: "x", secret: true }] as const);
    await stack.setAllConfig(Object.fromEntries(passwords));
    return { copy, stack };
}

/** What `k-one preview` makes of one stack with another policy pack. */
async function previewWith(policyPack: string, site: string): Promise<PreviewedStack | undefined> {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const environment = await openEnvironment("kone", "preview", () => undefined);
    vi.unstubAllEnvs();
    const display = { live: false, write: () => undefined };
    const options = { sites: [site], display };
    const { signal } = new AbortController();
    const run = new Run({ ...environment, policyPack }, "preview", options, signal, Date.now());
    return (await run.each(run.targets, "preview"))[0];
}

describe("the environment kone", () => {
    test("is previewed with no cloud, no clouds.yaml and no stack, and nobody is called", async () => {
        const { stdout, stderr, exitCode } = await kOne(["preview", "kone", "--json"], env);
        expect(exitCode, stderr).toBe(0);
        const { stacks } = JSON.parse(stdout) as RunSummary;
        expect(stacks.map(({ stack, status }) => [stack, status])).toEqual(
            ["tower", ...sites].map((name) => [`kone-${name}`, "done"]),
        );
        for (const { changes } of stacks) expect(changes.create).toBeGreaterThan(20);
        const silent = { state: "passed", violations: [], warnings: [] };
        expect(stacks.map(({ policy }) => policy)).toEqual(stacks.map(() => expect.objectContaining(silent)));
        expect(calls).toEqual([]);
    });

    test("a preview without any secret judges where a stack's connections lead", async () => {
        const declared = join(scratch, "declared");
        cpSync(join(projectFolder, "stacks"), join(declared, "stacks"), { recursive: true });
        rmSync(join(declared, "stacks", "stack-name.ts"));
        const file = join(declared, "stacks", "Pulumi.kone-korea.yaml");
        const { kBox } = plan.sites.find(({ site }) => site === "korea") ?? {};
        writeFileSync(file, readFileSync(file, "utf8").replace(`address: ${kBox?.address}`, "address: 192.0.2.99"));
        const korea = await previewWith(copyPack(declared), "korea");
        expect(korea?.policy.state, korea?.cause ?? "").toBe("failed");
        expect(korea?.policy.violations).toContainEqual({
            policy: "own-k-box",
            resource: "korea-net3-vtep-config",
            message: expect.stringContaining(`it goes to ${kBox?.address}. Allowed: 192.0.2.99.`),
        });
    });

    describe("without a pack that judges", () => {
        const notLoaded = /^the policy pack can't be loaded, so nothing was judged, and nothing goes on without it: /;

        /** A copy of the pack that was spoiled in some way, and judges by the environment's own files. */
        function spoiled(name: string, files: Readonly<Record<string, string>>): string {
            const folder = join(scratch, name);
            cpSync(join(projectFolder, "stacks"), join(folder, "stacks"), { recursive: true });
            rmSync(join(folder, "stacks", "stack-name.ts"));
            const pack = copyPack(folder);
            for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
            return pack;
        }

        test.each([
            ["is missing", () => join(scratch, "nowhere"), notLoaded],
            [
                "throws when it starts",
                () => spoiled("throwing", { "policy/start.cjs": 'throw new Error("it is broken");' }),
                notLoaded,
            ],
            [
                "needs a plugin that isn't there",
                () => spoiled("cobol", { "policy/PulumiPolicy.yaml": "description: x\nruntime: cobol\n" }),
                notLoaded,
            ],
            [
                "finds a mistake in the files that it judges by",
                () => spoiled("mistaken", { "stacks/Pulumi.kone-korea.yaml": "config: {}" }),
                /kone-korea\.yaml/,
            ],
            [
                "has no policies",
                () => spoiled("empty", { "policy/index.ts": "export const policies = [];" }),
                /says nothing of the policy pack .* or has no policies/,
            ],
        ])("a preview fails, and says so in a sentence: one that %s", async (_what, pack, says) => {
            const tower = await previewWith(pack(), "tower");
            expect([tower?.status, tower?.policy.state, tower?.policy.passed]).toEqual(["failed", "not run", []]);
            expect(tower?.cause).toMatch(says);
            expect(tower?.cause).not.toMatch(/^\s*at |\.[jt]s:\d+/m);
        });
    });

    test.each(["kone-gist", "kone-tower"])(
        "%s calls nobody in a preview even with a user and a password",
        async (name) => {
            const { copy, stack } = await openWithUser(name);
            try {
                const { changeSummary } = await stack.preview({ color: "never" });
                expect(changeSummary.create).toBeGreaterThan(20);
                expect(calls).toEqual([]);
            } finally {
                copy.remove();
            }
        },
    );

    test("calls Keystone as soon as it is brought up, so that a count of none means something", async () => {
        const { copy, stack } = await openWithUser("kone-tower");
        try {
            await expect(stack.up({ color: "never" })).rejects.toThrow();
            expect(calls.filter((url) => url.startsWith(authUrl))).not.toEqual([]);
        } finally {
            copy.remove();
        }
    });

    test("gives the same plan after pulumi has written the files again", async () => {
        const copy = await copyOf("kone-gist", "kone-gist");
        const { folder } = copy.pulumi;
        try {
            for (const owner of ["gist", "tower"]) {
                await callPulumi(copy.pulumi, ["stack", "init", `kone-${owner}`, "--no-select"]);
                const words = ["config", "set", "--secret", "--stack", `kone-${owner}`, "k-one:some", "secret"];
                await callPulumi(copy.pulumi, words);
            }
            const { findings, plan: again } = planEnvironment(readEnvironment(join(folder, "stacks"), "kone"));
            expect(again, JSON.stringify(findings)).toEqual(plan);
        } finally {
            copy.remove();
        }
    });
});
