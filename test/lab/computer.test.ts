import { describe, expect, test } from "vitest";
import { assertEnough, assertRoom, assertRoot } from "../../lab/computer.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchLab } from "./scratch.ts";

const gibibyte = 2 ** 30;
const site = { memory: 2, disk: 1 };

describe("assertEnough", () => {
    test("names what is missing, how much, and what to do", () => {
        const demand = { newSites: 2, site, memory: 3 * gibibyte, disk: 100 * gibibyte };
        expect(() => assertEnough(demand)).toThrow(UserError);
        expect(() => assertEnough(demand)).toThrow(/5 GiB of free memory; this computer has 3.*--sites 1/);
        expect(() => assertEnough({ ...demand, memory: 8 * gibibyte, disk: 0 })).toThrow(/free disk/);
        expect(() => assertEnough({ ...demand, site: { memory: 4, disk: 7 } })).toThrow(/9 GiB of free memory/);
    });

    test("has nothing against a lab that is there already", () => {
        expect(() => assertEnough({ newSites: 0, site, memory: 0, disk: 0 })).not.toThrow();
    });
});

test("assertRoom looks at the lab's own folder", () => {
    expect(() => assertRoom(scratchLab(), 0)).not.toThrow();
});

test("assertRoot says that root is needed", () => {
    expect(() => assertRoot(1000)).toThrow(/root/);
    expect(() => assertRoot(0)).not.toThrow();
});
