import { expect, test } from "vitest";
import { freeNames } from "../../../plan/next-site/free-names.ts";
import { sample } from "../sample.ts";
import { planOf } from "./plan-of.ts";

test("gives all names one number, the smallest that leaves each of them unused", () => {
    const plan = planOf({ gist: sample.gist.replace("router: R1", "router: R4") });
    expect(freeNames(plan)).toMatchObject({ region: "RegionThree", router: "R3" });
    const busy = planOf({ gist: sample.gist.replace("router: R1", "router: r3") });
    expect(freeNames(busy)).toMatchObject({ region: "RegionFour", availabilityZone: "az4" });
});

test("keeps to names without words", () => {
    const plan = planOf({
        gist: sample.gist.replace("RegionOne", "east-1"),
        korea: sample.korea.replace("RegionTwo", "east-2"),
    });
    expect(freeNames(plan).region).toBe("east-3");
});

test("begins anew where no name has a number", () => {
    const plan = planOf({
        gist: sample.gist.replace("RegionOne", "Gwangju"),
        korea: sample.korea.replace("RegionTwo", "Seoul"),
    });
    expect(freeNames(plan).region).toBe("RegionThree");
});

test("keeps network names apart at the site", () => {
    expect(freeNames(planOf({}))).toMatchObject({ external: "ext-net3", tenant: "net-3" });
});
