import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, test } from "vitest";
import { inOrder, type PlannedStep, plannedStep } from "../../cli/planned-step.ts";

const event = (op: string, more: object = {}) =>
    ({
        resourcePreEvent: { metadata: { op, urn: "urn:pulumi:lab-gist::k-one::T$t::gist-subnet", type: "t", ...more } },
    }) as unknown as EngineEvent;
const state = (inputs: object) => ({ custom: true, inputs });

describe("plannedStep", () => {
    test("has every input of what is created", () => {
        const made = event("create", { new: state({ name: "a", cidr: "b", __defaults: [] }) });
        expect(plannedStep(made)).toEqual({
            verb: "create",
            resource: "gist-subnet",
            type: "t",
            component: false,
            properties: [
                { name: "cidr", was: null, is: '"b"', replaces: false },
                { name: "name", was: null, is: '"a"', replaces: false },
            ],
        });
    });

    test("has what changes of a replacement, and which of it is the cause", () => {
        const more = { old: state({ a: 1, b: 1, c: 1 }), new: state({ a: 2, b: 2, c: 1 }), keys: ["b", "c"] };
        expect(plannedStep(event("create-replacement", more))).toMatchObject({
            verb: "replace",
            properties: [
                { name: "a", was: "1", is: "2", replaces: false },
                { name: "b", was: "1", is: "2", replaces: true },
            ],
        });
    });

    test("names a secret that changes without showing it", () => {
        const states = { old: state({ password: "[secret]" }), new: state({ password: "[secret]" }) };
        expect(plannedStep(event("update", { ...states, diffs: ["password"] }))?.properties).toEqual([
            { name: "password", was: '"[secret]"', is: '"[secret]"', replaces: false },
        ]);
    });

    test("never shows outputs, which hold what nobody has marked", () => {
        const old = { custom: true, inputs: {}, outputs: { adminPass: "hunter2", stdout: "hunter2" } };
        const step = plannedStep(event("update", { old, new: old, diffs: ["stdout"] }));
        expect(JSON.stringify(step)).not.toContain("hunter2");
    });

    test("has nothing to say of what goes, and takes no other step for one", () => {
        expect(plannedStep(event("delete", { old: state({ a: 1 }) }))?.properties).toEqual([]);
        for (const op of ["same", "replace", "delete-replaced", "refresh"]) expect(plannedStep(event(op))).toBeNull();
        expect(plannedStep({} as EngineEvent)).toBeNull();
    });

    test("leaves out what Pulumi makes for itself, but not a provider that somebody declares", () => {
        const provider = (name: string) =>
            event("create", {
                urn: `urn:pulumi:lab-gist::k-one::pulumi:providers:command::${name}`,
                type: "pulumi:providers:command",
                new: state({}),
            });
        expect(plannedStep(provider("default_1_2_1"))).toBeNull();
        expect(plannedStep(provider("default"))).toBeNull();
        expect(plannedStep(provider("gist-region"))?.resource).toBe("gist-region");
    });

    test("tells components, which the engine doesn't mark as custom", () =>
        expect(plannedStep(event("create", { new: { inputs: {} } }))?.component).toBe(true));
});

test("steps are in the order of their names, whatever order the engine went in", () => {
    const step = (resource: string) => ({ resource, type: "t", verb: "create" }) as PlannedStep;
    expect(inOrder([step("b"), step("a")])).toEqual(inOrder([step("a"), step("b")]));
});
