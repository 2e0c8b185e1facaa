import { describe, expect, test } from "vitest";
import { runSteps, titleOf } from "../../../cli/migrate/step.ts";
import { type MigrationHands, stepsOf } from "../../../cli/migrate/steps.ts";
import type { Target } from "../../../cli/migrate/target.ts";
import type { StackState } from "../../../cli/recover/state.ts";
import { type Answer, FakeShell, samplePlan } from "../verify/fakes.ts";
import { centralState } from "./central-state.ts";

const nothing: StackState = { version: 3, deployment: { resources: [] } };
const central: StackState = {
    version: 3,
    deployment: {
        resources: [{ urn: "urn:pulumi:t::k::k-one:index:Tower$k-one:index:Central::c", type: "k-one:index:Central" }],
    },
};

/** A world of one site, gist, and what has been done in it. */
function world(before: { readonly left?: boolean; readonly wired?: boolean } = {}) {
    let { left = false, wired = false } = before;
    let written = false;
    const done: string[] = [];
    const states = new Map([
        ["sample-gist", centralState],
        ["sample-tower", central],
    ]);
    const kBox: Answer = (script) => {
        const command = /^sh -s -- (\w+)/.exec(script)?.[1];
        if (command === "leave") left = true;
        if (command === "install") wired = true;
        if (command === "leave" || command === "install") done.push(command);
        if (command !== undefined) return `{"left": ${left}}\n`;
        return wired ? "check\n[]" : "absent\n";
    };
    const plan = samplePlan(["gist"]);
    const target = () =>
        ({ plan, files: [{ before: written ? "b" : "a", after: "b" }], ahead: true }) as unknown as Target;
    const same = { networks: [{ id: "net1-id" }, { id: "x", name: "ext-net1" }], subnets: [{ id: "subnet1-id" }] };
    const ports = [{ id: "port3-id" }];
    const neutron = { ...same, routers: [{ id: "r", name: "c-router" }], ports, floatingips: [{ id: "f" }] };
    const rule = { direction: "ingress", ethertype: "IPv4", protocol: "icmp", remote_ip_prefix: "0.0.0.0/0" };
    const groups = { security_groups: [{ id: "g", name: "c-group" }], security_group_rules: [{ id: "u", ...rule }] };
    const hands: MigrationHands = {
        kBox: async () => new FakeShell(kBox),
        cloud: async () => ({ projectId: "p", request: async () => ({ ...neutron, ...groups }) as never }),
        readState: async (stack) => states.get(stack) ?? nothing,
        writeState: async (stack, state) => {
            done.push(`state of ${stack}`);
            states.set(stack, state);
        },
        writeFiles: async () => {
            done.push("files");
            written = true;
        },
        up: async () => void done.push("up"),
    };
    return { done, states, steps: () => stepsOf(target(), hands) };
}

const run = (made: ReturnType<typeof world>, stopAt?: string) => {
    const interrupt = new AbortController();
    const ended = async (step: Parameters<typeof titleOf>[0]) => {
        if (titleOf(step) === stopAt) interrupt.abort(new Error("killed"));
    };
    return runSteps(made.steps(), { signal: interrupt.signal, begins: () => undefined, ended });
};

const whole = ["leave", "install", "files", "state of sample-gist", "state of sample-tower", "up"];

describe("a migration", () => {
    test("goes site by site, then through files and states, and ends with an up", async () => {
        const made = world();
        expect(made.steps().map(titleOf)).toEqual([
            "gist: leave",
            "gist: wire",
            "files",
            "gist: state",
            "tower: state",
            "up",
        ]);
        await run(made);
        expect(made.done).toEqual(whole);
    });

    test.each(["gist: leave", "gist: wire", "files", "gist: state", "tower: state"])(
        "killed after %s goes on there",
        async (title) => {
            const made = world();
            await expect(run(made, title)).rejects.toThrow("killed");
            const before = made.done.length;
            expect(before).toBeLessThan(whole.length);
            await run(made);
            expect(made.done).toEqual(whole);
        },
    );

    test("leaves alone a site that has moved already", async () => {
        const made = world({ left: true, wired: true });
        await run(made);
        expect(made.done).not.toContain("leave");
        expect(made.done).not.toContain("install");
    });
});
