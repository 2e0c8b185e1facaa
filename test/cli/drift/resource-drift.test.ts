import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { driftOf } from "../../../cli/drift/resource-drift.ts";

const event = (op: string, more: object = {}) =>
    ({
        resOutputsEvent: { metadata: { op, urn: "urn:pulumi:lab-gist::k-one::T$t::gist-port", type: "t", ...more } },
    }) as unknown as EngineEvent;

test("what is the same hasn't drifted", () => {
    expect(driftOf(event("same"))).toEqual([]);
    expect(driftOf({} as EngineEvent)).toEqual([]);
});

test("what is gone is named", () => {
    expect(driftOf(event("delete"))).toEqual([{ resource: "gist-port", type: "t", kind: "gone", properties: [] }]);
});

test("what was changed is shown as it was and as it is, each property once", () => {
    const old = { outputs: { pairs: [{ ip: "10.1.0.10" }], name: "a" } };
    const found = { outputs: { pairs: [], name: "a" } };
    const detailedDiff = { "pairs[0].ip": {}, "pairs[0]": {}, added: {} };
    expect(driftOf(event("update", { old, new: found, detailedDiff }))).toEqual([
        {
            resource: "gist-port",
            type: "t",
            kind: "changed",
            properties: [
                { path: "added", was: null, is: null },
                { path: "pairs", was: '[{"ip":"10.1.0.10"}]', is: "[]" },
            ],
        },
    ]);
});

test("a secret is never shown", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hunter2"' };
    const states = { old: { outputs: { user: { password: secret } } }, new: { outputs: { user: "[secret]" } } };
    expect(driftOf(event("update", { ...states, diffs: ["user"] }))[0]?.properties).toEqual([
        { path: "user", was: '{"password":"[secret]"}', is: '"[secret]"' },
    ]);
});
