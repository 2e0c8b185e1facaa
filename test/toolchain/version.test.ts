import { describe, expect, it } from "vitest";
import npm from "../../package.json" with { type: "json" };
import { RECIPES } from "../../toolchain/part.ts";
import { atLeast, findVersion, PULUMI_MINIMUM } from "../../toolchain/version.ts";

it.each([
    ["v3.250.0", "3.250.0"],
    ["go version go1.26.8 linux/amd64", "1.26.8"],
    ["go version go1.26 linux/amd64", "1.26"],
    ["nothing", undefined],
])("finds the version in %j", (text, version) => {
    expect(findVersion(text)).toBe(version);
});

it.each([
    ["3.248.0", "3.248.0", true],
    ["3.250.0", "3.248.0", true],
    ["3.99.9", "3.248.0", false],
    ["4.0.0", "3.248.0", true],
    ["2.999.0", "3.248.0", false],
    ["1.26", "1.25.11", true],
    ["1.25", "1.25.11", false],
    ["3.248.0-alpha.1", "3.248.0", true],
])("%s is at least %s: %s", (version, minimum, expected) => {
    expect(atLeast(version, minimum)).toBe(expected);
});

describe("the pinned versions", () => {
    it("are those of the npm packages", () => {
        const versions = Object.fromEntries(RECIPES.map((recipe) => [recipe.name, recipe.version]));
        expect(versions.command).toBe(npm.dependencies["@pulumi/command"]);
        expect(versions.openstack).toBe(npm.dependencies["@pulumi/openstack"]);
        expect(PULUMI_MINIMUM).toBe(npm.dependencies["@pulumi/pulumi"]);
    });
});
