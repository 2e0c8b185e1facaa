import { describe, expect, test } from "vitest";
import { assertSameConfig } from "../../stacks/same-config.ts";

const check = (file: unknown, pulumi: unknown) => () =>
    assertSameConfig({ stack: "lab-gist", key: "k-one:site", file, pulumi });

describe("assertSameConfig", () => {
    test("passes when Pulumi has what the file has, whatever the order of its keys", () => {
        expect(check({ router: "R1", boxes: [] }, { boxes: [], router: "R1" })).not.toThrow();
    });

    test("takes a day that Pulumi has made a time of as the day", () => {
        const pulumi = { until: "2099-01-01 00:00:00 +0000 UTC" };
        expect(check({ until: "2099-01-01" }, pulumi)).not.toThrow();
        expect(check({ until: "2099-01-02" }, pulumi)).toThrow();
    });

    test.each([
        [{ router: "R1" }, { router: "R9" }],
        [{ router: "R1" }, { router: "R1", region: "RegionTwo" }],
        [{ mtu: 1450 }, { mtu: "1450" }],
        [{ pools: ["a", "b"] }, { pools: ["b", "a"] }],
    ])("refuses %j when Pulumi has %j", (file, pulumi) => {
        expect(check(file, pulumi)).toThrow(/but Pulumi was given another one.*Edit the file/s);
    });

    test("says so when Pulumi was given none", () => {
        expect(check({ router: "R1" }, undefined)).toThrow("but Pulumi was given none");
    });
});
