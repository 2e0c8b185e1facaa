import { expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

test("a tower may share a site's region with mesh, and not with tricircle", () => {
    const shared = edited("tower", "CentralRegion", "RegionOne");
    expect(errorsOf(shared)).toEqual([]);
    expect(errorsOf({ tower: shared.tower?.replace("driver: mesh", "driver: tricircle") ?? null })).toEqual([
        "tower.sharedNetworks.net3.driver: tricircle needs a Central Region, and tower.region (RegionOne) is " +
            "sites.gist.region. Give the tower a region of its own, such as CentralRegion, or use driver: mesh.",
    ]);
});

test("tricircle with a Central Region passes", () => {
    expect(errorsOf({ tower: sample.tower.replace("driver: mesh", "driver: tricircle") })).toEqual([]);
});
