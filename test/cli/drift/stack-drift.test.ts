import { afterEach, expect, test } from "vitest";
import { lookForDrift } from "../../../cli/drift/stack-drift.ts";
import { targetsOf } from "../../../cli/environment.ts";
import { type PulumiStandIn, pulumiStandIn } from "../pulumi-stand-in.ts";

let cli: PulumiStandIn;
afterEach(() => cli.remove());

function look(script: string, stacks?: readonly string[], signal = new AbortController().signal) {
    cli = pulumiStandIn(script, stacks);
    const [target] = targetsOf(cli.environment.plan, ["gist"]);
    if (target === undefined) throw new Error("no target");
    return lookForDrift(target, { environment: cli.environment, signal, report: () => undefined });
}

test("previews a refresh, without the program and without writing anything", async () => {
    expect(await look("")).toMatchObject({ stack: "lab-gist", site: "gist", status: "clean", cause: null });
    const calls = cli.calls().map((call) => call.split(" --non-interactive")[0]);
    expect(calls[0]).toMatch(/^stack export/);
    expect(calls[1]).toMatch(/^refresh --preview-only .*--run-program=false/);
    expect(calls.join()).not.toMatch(/import|--yes|cancel/);
});

test("a stack that was never brought up has nothing to drift", async () => {
    expect(await look("", [])).toMatchObject({ status: "not yet" });
    cli.remove();
    const empty = `"stack export") echo '{"version": 3, "deployment": {}}' ;;`;
    expect(await look(empty)).toMatchObject({ status: "not yet" });
});

test("says why it couldn't be told", async () => {
    const off = `"refresh "*) echo "dial tcp 203.0.113.11:9696: connect: no route to host" >&2; exit 255 ;;`;
    expect(await look(off)).toMatchObject({
        status: "failed",
        cause: expect.stringContaining("OpenStack at 203.0.113.11:9696 doesn't answer"),
    });
});

test("leaves a killed run's remains to up", async () => {
    const pending = `{"resources": [{"type": "t", "urn": "u"}], "pending_operations": [{"type": "creating", "resource": {}}]}`;
    const found = await look(`"stack export") echo '{"version": 3, "deployment": ${pending}}' ;;`);
    expect(found).toMatchObject({
        status: "failed",
        cause: expect.stringContaining("a killed run has left operations open"),
    });
    expect(cli.calls()).toHaveLength(1);
});

test("after Ctrl-C nothing is begun", async () => {
    expect(await look("", undefined, AbortSignal.abort())).toMatchObject({ status: "interrupted" });
    expect(cli.calls()).toEqual([]);
});
