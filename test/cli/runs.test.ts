import { readFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { StackTarget } from "../../cli/environment.ts";
import { Run } from "../../cli/runs.ts";
import { StackSession } from "../../cli/session.ts";
import { devStackPlan } from "../components/sample-dev-stack.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";
import { type PulumiStandIn, pulumiStandIn } from "./pulumi-stand-in.ts";

let cli: PulumiStandIn;
const runOptions = { sites: ["gist"], display: { live: false, write: () => undefined } };

afterEach(() => cli.remove());

function start(script: string, stacks?: readonly string[], signal = new AbortController().signal): Run {
    cli = pulumiStandIn(script, stacks);
    return new Run(cli.environment, "up", runOptions, signal, Date.now());
}

const diagnostic = (name: string) => ({
    urn: `urn:pulumi:lab-gist::k-one::command:remote:Command::${name}`,
    message: "DevStack failed.",
    severity: "error",
});
const commands = () => cli.calls().map((call) => call.split(" --")[0]);

describe("Run", () => {
    test("looks at the state for a killed run's remains, then runs the engine", async () => {
        const run = start("");
        expect(await run.each(run.targets, "up")).toMatchObject([
            { stack: "lab-gist", site: "gist", status: "unchanged" },
        ]);
        expect(commands().slice(0, 2)).toEqual(["stack export", "up"]);
        expect(cli.calls()[1]).toContain("[lab-gist]");
    });

    test("makes a stack that the backend doesn't have, and has no state to look at then", async () => {
        const run = start("", []);
        await run.each(run.targets, "up");
        expect(commands().slice(0, 2)).toEqual(["stack init lab-gist", "up"]);
        expect(run.existing).toEqual([]);
    });

    test("says in a sentence why it failed and keeps Pulumi's own words in a log", async () => {
        const refused = `echo "error: dial tcp 203.0.113.11:22: connect: connection refused" >&2`;
        const run = start(`"up "*) echo doing; ${refused}; exit 255 ;;`);
        const [result] = await run.each(run.targets, "up");
        expect(result).toMatchObject({
            status: "failed",
            cause: expect.stringContaining("doesn't answer on SSH port 22"),
        });
        expect(readFileSync(result?.log ?? "", "utf8")).toMatch(/^doing\n.*connection refused/s);
    });

    test("tells of DevStack's failure with the copy of its log, and keeps the cause when there is none", async () => {
        const run = start(`"config get") echo "no key" ;;`);
        const engine = vi.spyOn(StackSession.prototype, "run").mockImplementation(async (_, { onEvent }) => {
            onEvent({ sequence: 1, timestamp: 1, diagnosticEvent: diagnostic("gist-devstack-stack") } as EngineEvent);
            throw new Error("it failed");
        });
        onTestFinished(() => engine.mockRestore());
        const target = { ...run.targets[0], site: { ...siteOf(samplePlan(), "gist"), devStack: devStackPlan() } };
        const [result] = await run.each([target as StackTarget], "up");
        expect(result?.cause).toMatch(
            /^gist-devstack-stack: DevStack failed\.\n {2}DevStack's log at 203\.0\.113\.11 couldn't be copied: k-one:kBoxKey/,
        );
    });

    test("runs nothing when there is something a human must decide first", async () => {
        const zone = '{"type": "openstack:dns/zone:Zone", "urn": "a::zone", "custom": true}';
        const pending = `{"pending_operations": [{"type": "creating", "resource": ${zone}}]}`;
        const run = start(`"stack export") echo '{"version": 3, "deployment": ${pending}}' ;;`);
        const [result] = await run.each(run.targets, "up");
        expect(result).toMatchObject({
            status: "failed",
            cause: expect.stringMatching(/^a killed run was making zone/),
        });
        expect(commands()).toEqual(["stack export"]);
    });

    test("a run that ends well without a word of the policy pack has failed", async () => {
        const run = start("");
        const environment = { ...run.environment, policyPack: "/policy" };
        const asking = new Run(environment, "up", runOptions, new AbortController().signal, Date.now());
        expect(await asking.each(asking.targets, "up")).toMatchObject([
            { status: "failed", cause: expect.stringContaining("it was not loaded"), policy: { state: "not run" } },
        ]);
        expect(cli.calls().join()).toContain("--policy-pack /policy");
        expect(await asking.each(asking.targets, "refresh")).toMatchObject([{ status: "unchanged" }]);
    });

    test("Ctrl-C ends the engine, and the outcome says how to go on", async () => {
        const controller = new AbortController();
        const run = start(
            `"up "*) trap "exit 255" INT; kill -USR2 $PPID; while :; do sleep 0.01; done ;;`,
            undefined,
            controller.signal,
        );
        process.once("SIGUSR2", () => controller.abort());
        const [result] = await run.each(run.targets, "up");
        expect(result).toMatchObject({
            status: "interrupted",
            cause: expect.stringContaining("Go on with `npx k-one up lab`"),
        });
        expect(run.interrupted).toBe(true);
    });

    test("after Ctrl-C nothing is begun", async () => {
        const run = start("", undefined, AbortSignal.abort());
        expect(await run.each(run.targets, "up")).toMatchObject([{ status: "interrupted" }]);
        expect(cli.calls()).toEqual([]);
    });

    test("passed-over stacks are in the summary, with the reason", () => {
        const run = start("");
        const summary = run.summarize(run.skip(run.targets, "because."));
        expect(summary).toMatchObject({
            environment: "lab",
            operation: "up",
            ok: false,
            stacks: [{ status: "skipped", cause: "because." }],
        });
    });
});
