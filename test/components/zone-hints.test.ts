import { expect, test } from "vitest";
import { zoneHints } from "../../components/zone-hints.ts";

test("Central Neutron is given the site's own region, and a site's own Neutron nothing", () => {
    expect(zoneHints({ central: "CentralRegion", region: "RegionOne" })).toEqual({
        availabilityZoneHints: ["RegionOne"],
    });
    expect(zoneHints({ central: null, region: "RegionOne" })).toEqual({});
});
