import { describe, expect, test } from "vitest";
import { labCommand, renderStatus } from "../../cli/lab.ts";
import type { MachineStatus } from "../../lab/lab.ts";

const gist: MachineStatus = {
    name: "gist",
    hostname: "lab-gist",
    address: "203.0.113.11",
    state: "running",
    seconds: 3700,
    boots: 2,
    ready: true,
    phase: "ready",
    memory: 2 ** 31,
    disk: 2 ** 27,
    services: [
        { name: "nova-compute", active: true },
        { name: "neutron-api", active: false },
    ],
};

describe("renderStatus", () => {
    test("shows a machine with its services, memory and disk", () => {
        const text = renderStatus({ environment: "lab", ready: true, wan: true, machines: [gist] });
        for (const part of [
            "lab-gist",
            "ready, booted 2 times",
            "1 h 1 min",
            "1 of 2 up",
            "not up: neutron-api",
            "2048 MiB",
            "128 MiB",
        ]) {
            expect(text).toContain(part);
        }
    });

    test("tells a machine that starts from one that was switched off", () => {
        const machines: MachineStatus[] = [
            { ...gist, ready: false, phase: "starting nova", boots: 1 },
            { ...gist, name: "korea", state: "off", ready: false, services: [] },
        ];
        const text = renderStatus({ environment: "lab", ready: false, wan: true, machines });
        expect(text).toContain("starting: starting nova");
        expect(text).toMatch(/\boff\b/);
    });

    test("says how to make a lab that is not there", () => {
        expect(renderStatus({ environment: "lab", ready: false, wan: false, machines: [] })).toContain(
            "npx k-one lab start",
        );
    });
});

describe("labCommand", () => {
    test("has a subcommand for everything one does with a lab", () => {
        expect(labCommand().commands.map((command) => command.name())).toEqual([
            "start",
            "stop",
            "destroy",
            "status",
            "ssh",
            "shell",
        ]);
    });

    test("asks before it removes a lab, and doesn't go on when nobody can answer", async () => {
        const command = labCommand().exitOverride();
        await expect(command.parseAsync(["destroy", "--environment", "labnobody"], { from: "user" })).rejects.toThrow(
            /--yes/,
        );
    });
});
