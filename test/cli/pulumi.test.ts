import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { callPulumi, openStack, PulumiFailure } from "../../cli/pulumi.ts";
import { type PulumiStandIn, pulumiStandIn } from "./pulumi-stand-in.ts";

let cli: PulumiStandIn;

afterEach(() => cli.remove());

function settings(script: string) {
    cli = pulumiStandIn(script);
    return cli.environment.pulumi;
}

describe("callPulumi", () => {
    test("returns what the CLI writes, and asks it never to ask", async () => {
        expect(await callPulumi(settings(`"whoami "*) echo me ;;`), ["whoami"])).toBe("me\n");
        expect(cli.calls()).toEqual(["whoami --non-interactive []"]);
    });

    test("hands over a state on standard input, where no list of processes shows it", async () => {
        const text = await callPulumi(settings(`"stack import") cat ;;`), ["stack", "import"], { input: "state" });
        expect(text).toBe("state");
        expect(cli.calls().join()).not.toContain("state");
    });

    test("gives the CLI our variables and no other", async () => {
        process.env.OS_CLOUD = "elsewhere";
        const text = await callPulumi(settings(`"env "*) env ;;`), ["env", ""]);
        delete process.env.OS_CLOUD;
        expect(text).toContain("K_ONE_RUN=");
        expect(text).not.toContain("elsewhere");
    });

    test("fails with what the CLI says", async () => {
        const failing = settings(`"up "*) echo "error: no" >&2; exit 255 ;;`);
        const error = await callPulumi(failing, ["up", ""]).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(PulumiFailure);
        expect(error).toMatchObject({ stderr: "error: no\n", message: "pulumi up  failed: error: no" });
    });

    test("asks once to end, and waits for it; a terminal's Ctrl-C doesn't reach the CLI by itself", async () => {
        const trap = `trap 'echo asked >> "$0.asked"; sleep 0.1; echo ended; exit 0' INT`;
        const script = `"up "*) ${trap}; ps -o pgid= -p $$; while :; do sleep 0.01; done ;;`;
        const controller = new AbortController();
        let group = "";
        const onOutput = (text: string) => {
            group ||= text.trim();
            controller.abort();
        };
        const text = await callPulumi(settings(script), ["up", ""], { signal: controller.signal, onOutput });
        expect(text).toContain("ended");
        expect(readFileSync(join(cli.environment.pulumi.folder, "bin/pulumi.asked"), "utf8")).toBe("asked\n");
        expect(Number(group)).not.toBe(process.pid);
    });
});

describe("openStack", () => {
    test("selects nothing in the user's own workspace", async () => {
        await openStack("lab-gist", settings(""), false);
        expect(cli.calls()).toEqual([]);
    });

    test("makes a stack without selecting it", async () => {
        await openStack("lab-gist", settings(""), true);
        expect(cli.calls()).toEqual(["stack init lab-gist --no-select --non-interactive []"]);
    });

    test("runs the CLI at its given path through the Automation API", async () => {
        const stack = await openStack("lab-gist", settings(`"preview "*) echo would create ;;`), false);
        const seen: string[] = [];
        await stack.preview({ onOutput: (text) => seen.push(text) });
        expect(seen.join("")).toBe("would create\n");
    });
});
