import { expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { notKnown, type Resource } from "../../policy/resource.ts";
import { scriptsOf } from "../../policy/scripts.ts";

const holding = (type: string, inputs: Readonly<Record<string, unknown>>) =>
    ({ type, get: (input: string) => inputs[input] }) as unknown as Resource;

test("scriptsOf finds a command's texts, and tells what isn't known", () => {
    const command = holding("command:remote:Command", {
        create: "make",
        delete: notKnown,
        environment: { REF: "v1.0", TRIES: 3 },
        connection: { host: "203.0.113.11" },
    });
    expect([...scriptsOf(command)]).toEqual([
        { at: "create", text: "make" },
        { at: "delete", text: notKnown },
        { at: "environment.REF", text: "v1.0" },
    ]);
});

test("scriptsOf finds what a virtual machine runs when it boots, and nothing in what runs nothing", () => {
    expect([...scriptsOf(holding(types.instance, { userData: "#!/bin/sh", name: "vm" }))]).toEqual([
        { at: "userData", text: "#!/bin/sh" },
    ]);
    expect([...scriptsOf(holding(types.network, { create: "no command" }))]).toEqual([]);
});
