import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { stackNameIn, stackOf, stacksIn } from "../../policy/stack.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { ownIdentity, sample } from "../plan/sample.ts";

describe("stackOf", () => {
    test("knows a site's stack and the tower's", () => {
        expect(stackOf(samplePlan(), "lab-gist")).toMatchObject({
            owner: "gist",
            site: { site: "gist" },
            place: { cloud: "lab-gist", region: "RegionOne" },
        });
        expect(stackOf(samplePlan(), "lab-tower")).toMatchObject({
            owner: "tower",
            site: null,
            place: { cloud: "lab-tower", region: "CentralRegion" },
        });
    });

    test("refuses a stack that nobody declared", () => {
        expect(() => stackOf(samplePlan(), "lab-evil")).toThrow(
            "stack lab-evil: environment lab doesn't declare it. Allowed: lab-gist, lab-korea, lab-tower.",
        );
    });
});

test("a tower without a Keystone has no stack", () => {
    const own = samplePlan(ownIdentity());
    expect(stackOf(own, "lab-gist").site?.authUrl).toBe("http://203.0.113.11:5000/v3");
    expect(() => stackOf(own, "lab-tower")).toThrow("doesn't declare it. Allowed: lab-gist, lab-korea.");
});

describe("stacksIn", () => {
    const folder = mkdtempSync(join(tmpdir(), "k-one-policy-"));
    afterAll(() => rmSync(folder, { recursive: true }));

    test("plans the environment of a folder's files", () => {
        for (const [owner, text] of Object.entries(sample)) {
            writeFileSync(join(folder, `Pulumi.lab-${owner}.yaml`), text);
        }
        expect(stacksIn(folder)("lab-korea").site?.region).toBe("RegionTwo");
    });

    test("can't judge without the files, and says so", () => {
        expect(() => stacksIn(folder)("other-gist")).toThrow("there is no environment other");
        expect(() => stacksIn(folder)("dev")).toThrow("<environment>-<site>");
    });
});

test("a resource's URN names its stack", () => {
    expect(stackNameIn("urn:pulumi:lab-gist::k-one::a:b:C$d:e:F::gist-net3")).toBe("lab-gist");
});
