import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseIdentity, identityOf, keepIdentity } from "../../lab/identity.ts";
import { scratchLab } from "./scratch.ts";

function madeLab() {
    const lab = scratchLab();
    mkdirSync(join(lab.machines, "gist"));
    return lab;
}

describe("who knows the users of a lab", () => {
    test("is the tower's Keystone, or each site's own where a new lab is told so", () => {
        expect(chooseIdentity(scratchLab(), {})).toBe("shared");
        expect(chooseIdentity(scratchLab(), { identity: "shared", host: "gist", driver: "tricircle" })).toBe("shared");
        expect(chooseIdentity(scratchLab(), { identity: "own", driver: "mesh" })).toBe("own");
    });

    test("must be something that there is, and fit what else the lab is", () => {
        expect(() => chooseIdentity(scratchLab(), { identity: "federated" })).toThrow(
            "--identity federated: unknown. Allowed: shared, own.",
        );
        expect(() => chooseIdentity(scratchLab(), { identity: "own", host: "gist" })).toThrow(
            "--host gist: with --identity own each site has a Keystone, and no tower lives anywhere. Leave one of them out.",
        );
        expect(() => chooseIdentity(scratchLab(), { identity: "own", driver: "tricircle" })).toThrow(
            "--driver tricircle: with --identity own no Neutron takes another site's tokens. Leave one of them out.",
        );
    });

    test("is written down, and stays", () => {
        const lab = madeLab();
        expect(identityOf(lab)).toBe("shared");
        keepIdentity(lab, "own");
        expect(identityOf(lab)).toBe("own");
        expect(chooseIdentity(lab, {})).toBe("own");
        expect(chooseIdentity(lab, { identity: "own" })).toBe("own");
        expect(() => chooseIdentity(lab, { identity: "shared" })).toThrow(
            "--identity shared: the lab labunit was made with own, and a Keystone can't move. " +
                "Leave --identity out, or make the lab anew: `npx k-one lab destroy --environment labunit`, " +
                "then `npx k-one lab start --environment labunit --identity shared`.",
        );
        expect(() => chooseIdentity(lab, { host: "gist" })).toThrow(/no tower lives anywhere/);
    });

    test("of a lab that was made before there was a choice is the tower's Keystone", () => {
        expect(() => chooseIdentity(madeLab(), { identity: "own" })).toThrow(/was made with shared/);
    });
});
