import { describe, expect, test } from "vitest";
import { formatBlock, parseBlock, type Range } from "../../../plan/cidr.ts";
import { freeBlock, takenBy } from "../../../plan/next-site/free-block.ts";
import { sample } from "../sample.ts";
import { planOf } from "./plan-of.ts";

const block = (text: string): Range => parseBlock(text) ?? { first: 0, last: 0 };

describe("freeBlock", () => {
    test("goes on in the smallest step between the sites", () => {
        const plan = planOf({ korea: sample.korea.replaceAll("10.2.0.", "10.1.4.") });
        expect(formatBlock(freeBlock("tenant", plan, takenBy(plan, [])))).toBe("10.1.8.0/24");
    });

    test("jumps over what is taken, and looks in the gaps when nothing is left above", () => {
        const plan = planOf({});
        const taken = takenBy(plan, ["10.2.0.0/15", "10.4.0.0/14", "10.8.0.0/13", "10.16.0.0/12"]);
        expect(formatBlock(freeBlock("tenant", plan, taken))).toBe("10.32.0.0/24");
        const above = [block("10.2.0.0/15"), block("10.1.0.0/16"), block("10.4.0.0/14"), block("10.8.0.0/13")];
        const most = [
            ...above,
            block("10.16.0.0/12"),
            block("10.32.0.0/11"),
            block("10.64.0.0/10"),
            block("10.128.0.0/9"),
        ];
        expect(formatBlock(freeBlock("tenant", plan, most))).toBe("10.0.0.0/24");
    });

    test("says which space is used up, and what to do", () => {
        expect(() => freeBlock("external", planOf({}), [block("192.168.0.0/16")])).toThrow(
            "No /24 is free in 192.168.0.0/16 for the external network of another site. " +
                "Name a block for external.cidr yourself: a smaller one, or one outside of 192.168.0.0/16.",
        );
    });

    test("takes private space for a site whose neighbours have public addresses", () => {
        const gist = sample.gist.replaceAll("192.168.101.", "198.51.100.");
        const korea = sample.korea.replaceAll("192.168.102.", "192.0.2.");
        const plan = planOf({ gist, korea });
        expect(formatBlock(freeBlock("external", plan, takenBy(plan, [])))).toBe("192.168.101.0/24");
    });
});

test("takenBy names every address and block of an environment", () => {
    const plan = planOf({});
    const taken = takenBy(plan, ["10.9.0.0/24"]);
    for (const text of ["203.0.113.10/32", "203.0.113.1/32", "10.30.0.0/24", "172.16.2.0/24", "10.9.0.0/24"]) {
        const { first, last } = block(text);
        expect(taken).toContainEqual(expect.objectContaining({ first, last }));
    }
});
