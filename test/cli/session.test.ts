import { existsSync, readFileSync, statSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { targetsOf } from "../../cli/environment.ts";
import { PulumiFailure } from "../../cli/pulumi.ts";
import { failureText, StackSession } from "../../cli/session.ts";
import type { Operation } from "../../cli/summary.ts";
import { type PulumiStandIn, pulumiStandIn } from "./pulumi-stand-in.ts";

let cli: PulumiStandIn;
let session: StackSession;

afterEach(async () => {
    await session.close();
    cli.remove();
});

function open(script: string, stacks?: readonly string[]): StackSession {
    cli = pulumiStandIn(script, stacks);
    const [target] = targetsOf(cli.environment.plan, ["gist"]);
    if (target === undefined) {
        throw new Error("no target");
    }
    session = new StackSession(cli.environment, target, "up", () => undefined);
    return session;
}

const run = (operation: Operation) =>
    session.run(operation, { signal: new AbortController().signal, onEvent: () => undefined });

describe("StackSession", () => {
    test("hands a state back on standard input, its secrets still encrypted", async () => {
        open(`"stack import") cat > "$0.state" ;;`);
        const state = await session.exportState();
        await session.importState(state ?? { version: 0, deployment: {} });
        expect(JSON.parse(readFileSync(`${cli.environment.pulumi.pulumi}.state`, "utf8"))).toEqual(state);
        expect(cli.calls().join()).not.toContain("--show-secrets");
    });

    test("reads single resources again", async () => {
        await open("").refresh(["u1", "u2"]);
        expect(cli.calls()).toEqual([
            "refresh --yes --skip-preview --stack lab-gist --target u1 --target u2 --non-interactive [lab-gist]",
        ]);
    });

    test.each(["up", "preview", "refresh", "destroy"] as const)("runs %s on its stack", async (operation) => {
        open("");
        await run(operation);
        expect(cli.calls()[0]).toMatch(new RegExp(`^${operation} .*--stack lab-gist`));
    });

    test("a stack that the backend doesn't have has no state", async () => {
        expect(await open("", []).exportState()).toBeNull();
    });

    test("previews a stack that no backend has, in a folder that is gone afterwards", async () => {
        const show = 'echo "$PULUMI_BACKEND_URL" > "$0.backend"; cat stacks/Pulumi.lab-gist.yaml';
        open(`"preview "*) ${show} ;;`, []);
        await run("preview");
        await session.close();
        expect(readFileSync(session.log, "utf8")).toContain("config: {}");
        const backend = readFileSync(`${cli.environment.pulumi.pulumi}.backend`, "utf8").trim();
        expect(backend).toMatch(/^file:\/\/.*k-one-preview-/);
        expect(existsSync(backend.slice("file://".length))).toBe(false);
    });

    test("keeps its log from other users", async () => {
        open("");
        await run("preview");
        await session.close();
        expect(statSync(session.log).mode & 0o777).toBe(0o600);
    });
});

test("failureText prefers what the CLI said", () => {
    open("");
    expect(failureText(new PulumiFailure(["up"], "error: no"))).toBe("error: no");
    expect(failureText(new Error("other"))).toBe("other");
    expect(failureText("text")).toBe("text");
});
