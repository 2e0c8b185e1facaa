import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { copyDevStackLogs, failedDevStacks, keepLog } from "../../../cli/k-box/dev-stack-log.ts";
import type { TowerPlan } from "../../../plan/environment-plan.ts";
import { devStackPlan } from "../../components/sample-dev-stack.ts";
import { samplePlan, siteOf } from "../../components/sample-plan.ts";
import { type PulumiStandIn, pulumiStandIn } from "../pulumi-stand-in.ts";
import { FakeShell } from "../verify/fakes.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-devstack-log-"));
afterAll(() => rmSync(folder, { recursive: true }));
let cli: PulumiStandIn | undefined;
afterEach(() => cli?.remove());

const plan = devStackPlan();
const node = devStackPlan({ name: "gist-cube1", jump: plan.machine });
const site = { ...siteOf(samplePlan(), "gist"), devStack: plan, computeNodes: [{ ...node, name: "cube1" }] };
const tower: TowerPlan = { ...samplePlan().tower, devStack: devStackPlan({ name: "tower" }) };
const failed = (...resources: (string | null)[]) => resources.map((resource) => ({ resource, message: "it broke" }));

describe("machines on which DevStack has failed", () => {
    const names = (of: typeof site | null, ...resources: (string | null)[]) =>
        failedDevStacks({ tower }, { site: of }, failed(...resources)).map(({ name }) => name);

    test("are those whose stack.sh or whose look at the end has failed", () => {
        expect(names(site, "gist-devstack-stack")).toEqual(["gist"]);
        expect(names(site, "gist-devstack-health", "gist-devstack-cube1-stack")).toEqual(["gist", "cube1"]);
        expect(names(null, "tower-devstack-stack", null)).toEqual(["tower"]);
    });

    test("aren't those on which it hadn't begun, nor any of another resource or of a region that exists", () => {
        expect(names(site, "gist-devstack-host", "gist-devstack-secrets", "gist-router", null)).toEqual([]);
        expect(failedDevStacks({ tower }, { site: siteOf(samplePlan(), "gist") }, failed("gist-router"))).toEqual([]);
    });
});

describe("a copy of the log", () => {
    test("is what the machine prints of it, for this user alone, in place of an older one", async () => {
        const file = join(folder, "gist-devstack.log");
        writeFileSync(file, "older and longer than the new one", { mode: 0o644 });
        const shell = new FakeShell(() => "Starting Keystone\n");
        await keepLog(shell, plan, file);
        expect(shell.scripts).toEqual(["python3 -B /usr/local/lib/k-one/devstack/k-one-devstack log"]);
        expect(readFileSync(file, "utf8")).toBe("Starting Keystone\n");
        expect(statSync(file).mode & 0o777).toBe(0o600);
    });

    test("isn't made of an error, nor of half a log", async () => {
        const file = join(folder, "none.log");
        const broken = new FakeShell(() => ({ code: 1, errors: "Traceback\nno such file\n" }));
        await expect(keepLog(broken, plan, file)).rejects.toThrow(/^no such file$/);
        const slow = new FakeShell(() => ({ code: null, output: Buffer.from("half") }));
        await expect(keepLog(slow, plan, file)).rejects.toThrow("no end within 120 s");
        expect(() => statSync(file)).toThrow("ENOENT");
    });

    test("that can't be had is a line that says why", async () => {
        cli = pulumiStandIn(`"config get") echo "no key" ;;`);
        const environment = { ...cli.environment, plan: { ...samplePlan(), tower } };
        const copy = (resource: string) =>
            copyDevStackLogs(environment, { stack: "lab-gist", site }, failed(resource), new AbortController().signal);
        const [line = "", ...others] = await copy("gist-devstack-stack");
        expect(line).toMatch(
            /^DevStack's log at 203\.0\.113\.11 couldn't be copied: k-one:kBoxKey isn't a private SSH key/,
        );
        expect([others, line.includes("\n")]).toEqual([[], false]);
        expect(cli.calls()).toEqual([expect.stringMatching(/^config get k-one:kBoxKey --stack lab-gist/)]);
        expect(await copy("gist-router")).toEqual([]);
    });
});
