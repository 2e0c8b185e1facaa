import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseDriver, driverOf, hasMoved, keepDriver, keepMesh, networkDriverOf } from "../../lab/driver.ts";
import { scratchLab } from "./scratch.ts";

function madeLab() {
    const lab = scratchLab();
    mkdirSync(join(lab.machines, "gist"));
    return lab;
}

describe("the driver of a lab", () => {
    test("is mesh, or what a new lab is told", () => {
        expect(chooseDriver(scratchLab(), undefined, null)).toBe("mesh");
        expect(chooseDriver(scratchLab(), "tricircle", null)).toBe("tricircle");
        expect(chooseDriver(scratchLab(), "mesh", "gist")).toBe("mesh");
    });

    test("must be one that there is", () => {
        expect(() => chooseDriver(scratchLab(), "ovn-ic", null)).toThrow(
            "--driver ovn-ic: unknown. Allowed: mesh, tricircle.",
        );
    });

    test("is written down, and stays", () => {
        const lab = madeLab();
        keepDriver(lab, "tricircle");
        expect(driverOf(lab)).toBe("tricircle");
        expect(chooseDriver(lab, undefined, null)).toBe("tricircle");
        expect(chooseDriver(lab, "tricircle", null)).toBe("tricircle");
        expect(() => chooseDriver(lab, "mesh", null)).toThrow(
            "--driver mesh: the lab labunit was made with tricircle, and its machines can't change. " +
                "Leave --driver out, or make the lab anew: `npx k-one lab destroy --environment labunit`, " +
                "then `npx k-one lab start --environment labunit --driver mesh`.",
        );
    });

    test("of its networks is the machines', until they have moved to a mesh", () => {
        const lab = madeLab();
        keepDriver(lab, "tricircle");
        expect([networkDriverOf(lab), hasMoved(lab)]).toEqual(["tricircle", false]);
        keepMesh(lab);
        expect([networkDriverOf(lab), hasMoved(lab)]).toEqual(["mesh", true]);
        expect(driverOf(lab)).toBe("tricircle");
    });

    test("of a lab that was made before there was a choice is mesh", () => {
        const lab = madeLab();
        expect(chooseDriver(lab, undefined, null)).toBe("mesh");
        expect(() => chooseDriver(lab, "tricircle", null)).toThrow(/was made with mesh/);
    });

    test("can't be tricircle where the tower has no machine of its own", () => {
        expect(() => chooseDriver(scratchLab(), "tricircle", "gist")).toThrow(
            "--host gist: with --driver tricircle the tower needs a machine of its own. Leave --host out.",
        );
    });
});
