import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { cgroupOf } from "../../lab/cgroup.ts";
import { describeMachine } from "../../lab/machine.ts";
import { namespaceExists } from "../../lab/namespace.ts";
import { isPoweredOn, powerOff, powerOn } from "../../lab/power.ts";
import { scratchLab } from "./scratch.ts";

test("a machine that never ran is off, and switching it off does nothing", async () => {
    const lab = scratchLab();
    const machine = describeMachine(lab, "gist", "203.0.113.11");
    expect(await isPoweredOn(lab, machine)).toBe(false);
    await powerOff(machine);
    expect(existsSync(cgroupOf(machine.id))).toBe(false);
    expect(namespaceExists(machine.id)).toBe(false);
});

test("a machine without a root file system can't be switched on", async () => {
    const lab = scratchLab();
    await expect(powerOn(lab, describeMachine(lab, "gist", "203.0.113.11"))).rejects.toThrow(/golden root/);
});
