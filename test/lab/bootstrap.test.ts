import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { adopted, bootstrapOf, chooseBootstrap, gitFolder, keepBootstrap } from "../../lab/bootstrap.ts";
import { scratchFolder, scratchLab } from "./scratch.ts";

const server = { kind: "devstack", gitBase: "https://git.example.org" } as const;
const devstack = { bootstrap: "devstack" };

function madeLab() {
    const lab = scratchLab();
    mkdirSync(join(lab.machines, "gist"));
    return lab;
}

describe("what makes the regions of a lab", () => {
    test("is its own machines, or what a new lab is told", () => {
        expect(chooseBootstrap(scratchLab(), {}, "mesh")).toEqual(adopted);
        expect(chooseBootstrap(scratchLab(), { bootstrap: "adopt" }, "tricircle")).toEqual(adopted);
        expect(chooseBootstrap(scratchLab(), devstack, "mesh")).toEqual({
            kind: "devstack",
            gitBase: "https://opendev.org",
        });
        const words = { ...devstack, gitBase: "https://git.example.org/" };
        expect(chooseBootstrap(scratchLab(), words, "mesh")).toEqual(server);
    });

    test("must be something that there is, and fit what else the lab is", () => {
        expect(() => chooseBootstrap(scratchLab(), { bootstrap: "kolla" }, "mesh")).toThrow(
            "--bootstrap kolla: unknown. Allowed: adopt, devstack.",
        );
        expect(() => chooseBootstrap(scratchLab(), devstack, "tricircle")).toThrow(/Leave one of them out/);
        expect(() => chooseBootstrap(scratchLab(), { gitBase: "https://opendev.org" }, "mesh")).toThrow(
            "--git-base https://opendev.org: is for --bootstrap devstack alone. Add that, or leave it out.",
        );
    });

    test("may be told of a site whose K-Cube is a machine, too", () => {
        const words = { ...devstack, computeNode: "gist" };
        const chosen = chooseBootstrap(scratchLab(), words, "mesh", ["gist", "korea"]);
        expect(chosen).toEqual({ kind: "devstack", gitBase: "https://opendev.org", computeNode: "gist" });
        expect(() => chooseBootstrap(scratchLab(), words, "mesh", ["korea"])).toThrow(
            "--compute-node gist: not one of this lab's sites. Allowed: korea; --sites adds more.",
        );
        expect(() => chooseBootstrap(scratchLab(), { computeNode: "gist" }, "mesh")).toThrow(
            "--compute-node gist: is for --bootstrap devstack alone.",
        );
        const lab = madeLab();
        keepBootstrap(lab, chosen);
        expect(bootstrapOf(lab)).toEqual(chosen);
        expect(chooseBootstrap(lab, {}, "mesh")).toEqual(chosen);
        expect(() => chooseBootstrap(lab, { ...devstack, computeNode: "korea" }, "mesh")).toThrow(/can't change/);
    });

    test("comes from a folder only when that has DevStack in it", () => {
        const mirror = scratchFolder();
        const gitBase = pathToFileURL(mirror).href;
        expect(() => chooseBootstrap(scratchLab(), { ...devstack, gitBase }, "mesh")).toThrow(
            /there is no openstack\/devstack\.git in it/,
        );
        mkdirSync(join(mirror, "openstack", "devstack.git"), { recursive: true });
        expect(chooseBootstrap(scratchLab(), { ...devstack, gitBase }, "mesh")).toMatchObject({ gitBase });
        expect(gitFolder(gitBase)).toBe(mirror);
        expect(gitFolder("https://opendev.org")).toBeNull();
        expect(() => chooseBootstrap(scratchLab(), { ...devstack, gitBase: mirror }, "mesh")).toThrow(/is no URL/);
    });

    test("is written down, and stays", () => {
        const lab = madeLab();
        keepBootstrap(lab, server);
        expect(bootstrapOf(lab)).toEqual(server);
        for (const words of [{}, devstack, { gitBase: server.gitBase }, { ...devstack, gitBase: server.gitBase }]) {
            expect(chooseBootstrap(lab, words, "mesh")).toEqual(server);
        }
        expect(() => chooseBootstrap(lab, { ...devstack, gitBase: "https://opendev.org" }, "mesh")).toThrow(
            "--bootstrap devstack --git-base https://opendev.org: the lab labunit was made with devstack from " +
                "https://git.example.org, and its machines can't change. Leave it out, or make the lab anew: " +
                "`npx k-one lab destroy --environment labunit`, then `npx k-one lab start --environment labunit " +
                "--bootstrap devstack --git-base https://opendev.org`.",
        );
        expect(() => chooseBootstrap(lab, { bootstrap: "adopt" }, "mesh")).toThrow(/was made with devstack/);
    });

    test("of a lab that was made before there was a choice is its own machines", () => {
        const lab = madeLab();
        expect(bootstrapOf(lab)).toEqual(adopted);
        expect(chooseBootstrap(lab, {}, "mesh")).toEqual(adopted);
        expect(() => chooseBootstrap(lab, devstack, "mesh")).toThrow(/was made with adopt/);
    });
});
