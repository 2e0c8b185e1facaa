import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseHost, hostOf, keepHost } from "../../lab/host.ts";
import type { Lab } from "../../lab/names.ts";
import { scratchLab } from "./scratch.ts";

const sites = ["gist", "korea"];

function labWith(...machines: readonly string[]): Lab {
    const lab = scratchLab();
    for (const name of machines) mkdirSync(join(lab.machines, name));
    return lab;
}

describe("the place of a lab's tower", () => {
    test("is a machine of its own, or the K-Box that a new lab is told", () => {
        expect(chooseHost(scratchLab(), undefined, sites)).toBeNull();
        expect(chooseHost(scratchLab(), "korea", sites)).toBe("korea");
    });

    test("is the usual one of a new lab that is told nothing", () => {
        expect(chooseHost(scratchLab(), undefined, sites, "gist")).toBe("gist");
        expect(chooseHost(scratchLab(), "korea", sites, "gist")).toBe("korea");
    });

    test("must be one of the lab's sites", () => {
        expect(() => chooseHost(scratchLab(), "kaist", sites)).toThrow(
            "--host kaist: not one of this lab's sites. Allowed: gist, korea; --sites adds more. " +
                "Without --host the tower gets a machine of its own.",
        );
    });

    test("is written down, and stays", () => {
        const lab = labWith("gist", "korea");
        keepHost(lab, "gist");
        expect(hostOf(lab)).toBe("gist");
        expect(chooseHost(lab, undefined, sites)).toBe("gist");
        expect(chooseHost(lab, "gist", sites)).toBe("gist");
        expect(() => chooseHost(lab, "korea", sites)).toThrow(/lives on gist's K-Box, and a tower can't move/);
    });

    test("can't become a K-Box when it was a machine of its own", () => {
        const lab = labWith("tower", "gist", "korea");
        keepHost(lab, null);
        expect(hostOf(lab)).toBeNull();
        expect(() => chooseHost(lab, "gist", sites)).toThrow(
            "--host gist: the tower of the lab labunit lives on a machine of its own, and a tower can't move. " +
                "Leave --host out, or make the lab anew: `npx k-one lab destroy --environment labunit`, " +
                "then `npx k-one lab start --environment labunit --host gist`.",
        );
    });

    test("is forgotten with a lab that was never made", () => {
        const lab = scratchLab();
        keepHost(lab, "gist");
        expect(chooseHost(lab, undefined, sites)).toBeNull();
    });
});
