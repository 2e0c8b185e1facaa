import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, test } from "vitest";
import { StackProgress } from "../../cli/progress.ts";

const urn = (name: string) => `urn:pulumi:lab-gist::k-one::t::${name}`;
const metadata = (op: string, name: string) => ({ op, urn: urn(name), type: "t" });
const begin = (op: string, name: string) => ({ resourcePreEvent: { metadata: metadata(op, name) } });
const end = (op: string, name: string) => ({ resOutputsEvent: { metadata: metadata(op, name) } });
const fail = (op: string, name: string) => ({ resOpFailedEvent: { metadata: metadata(op, name) } });
const say = (severity: string, message: string, about?: string) => ({
    diagnosticEvent: { severity, message, urn: about },
});

function follow(...events: object[]): StackProgress {
    const progress = new StackProgress();
    for (const event of events) {
        progress.onEvent(event as EngineEvent);
    }
    return progress;
}

describe("StackProgress", () => {
    test("says what is going on and how much is done", () => {
        const done = [begin("create", "a"), end("create", "a"), begin("same", "b"), end("same", "b")];
        expect(follow(...done, begin("create", "gist-router")).line).toBe(
            "creating gist-router (1 changed, 1 unchanged)",
        );
    });

    test("doesn't name more than two at once", () => {
        const begun = ["a", "b", "c", "d"].map((name) => begin("create", name));
        expect(follow(...begun).line).toBe("creating a, creating b and 2 more (0 changed, 0 unchanged)");
    });

    test("passes over components, which only hold others", () => {
        const component = {
            resourcePreEvent: { metadata: { ...metadata("create", "gist"), new: { type: "k-one:index:Site" } } },
        };
        expect(follow(component).line).toBe("working (0 changed, 0 unchanged)");
    });

    test("says the phase that a running command of DevStack is in, and no other resource's words", () => {
        const command = "urn:pulumi:kone-gist::k-one::k-one:index:Site$k-one:index:DevStack$command:remote:Command";
        const stack = `${command}::gist-devstack-stack`;
        const one = (urn: string) => ({ resourcePreEvent: { metadata: { op: "create", urn, type: "t" } } });
        const done = { resOutputsEvent: { metadata: { op: "create", urn: stack, type: "t" } } };
        const said = [
            one(stack),
            begin("create", "a"),
            say("info", "Starting Keystone", stack),
            say("info", "<{%reset%}>Installing \u001bNova<{%reset%}>\n", stack),
            say("info", "\n", stack),
            say("info", "a secret", urn("a")),
            say("info", "Too early", `${command}::gist-devstack-health`),
        ];
        expect(follow(...said).line).toBe(
            "creating gist-devstack-stack: Installing Nova, creating a (0 changed, 0 unchanged)",
        );
        expect(follow(...said, done).line).toBe("creating a (1 changed, 0 unchanged)");
        expect(follow(one(stack), say("info", "x".repeat(200), stack)).line).toContain(`: ${"x".repeat(80)} (`);
    });

    test("counts what was seen until the engine gives its own count", () => {
        const seen = [end("create", "a"), fail("create", "b"), end("same", "c")];
        expect(follow(...seen).changes).toEqual({ create: 1, update: 0, replace: 0, delete: 0, same: 1 });
        const summary = { summaryEvent: { resourceChanges: { create: 7, discard: 1 } } };
        expect(follow(...seen, summary).changes).toEqual({ create: 7, update: 0, replace: 0, delete: 0, same: 0 });
    });

    test("remembers what would go", () => {
        const removals = follow(begin("create-replacement", "a"), begin("delete", "b"), begin("update", "c")).removals;
        expect(removals).toEqual([
            { verb: "replace", resource: "a", type: "t" },
            { verb: "delete", resource: "b", type: "t" },
        ]);
    });

    test("keeps errors without Pulumi's colours, and not its closing words", () => {
        const { failures } = follow(
            say("warning", "careful"),
            say("error", "<{%reset%}>it broke<{%reset%}>\n", urn("gist-router")),
            say("error", "update failed", "urn:pulumi:lab-gist::k-one::pulumi:pulumi:Stack::k-one-lab-gist"),
        );
        expect(failures).toEqual([{ resource: "gist-router", message: "it broke" }]);
    });
});
