import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, overlap, parseBlock, size } from "../../../plan/cidr.ts";
import { centralAddresses, centralRange, isTricircle } from "../../../plan/tricircle/central.ts";
import { samplePlan, siteOf, thirdSite } from "../../components/sample-plan.ts";
import { tricircleFiles } from "./sample.ts";

describe("the plan with driver tricircle", () => {
    const plan = samplePlan(tricircleFiles());

    test("has the tower make a pod of each region, and leave the lowest addresses to Central Neutron", () => {
        expect(plan.tower.central).toEqual({
            pods: [
                { name: "central", region: "CentralRegion", availabilityZone: "" },
                { name: "gist", region: "RegionOne", availabilityZone: "az1" },
                { name: "korea", region: "RegionTwo", availabilityZone: "az2" },
            ],
            pools: { net3: { start: "10.30.0.1", end: "10.30.0.15" } },
        });
    });

    test("sends each site's networks to Central, and names the VXLAN device of Neutron's own agent", () => {
        for (const site of plan.sites) {
            expect(site.central).toBe("CentralRegion");
            expect(site.sharedNetworks[0]?.vtep).toMatchObject({ device: "vxlan-70003", bridge: "brq…" });
        }
    });

    test("keeps Central's addresses and the other pods when a site joins", () => {
        const grown = samplePlan({ ...tricircleFiles(), kaist: thirdSite });
        expect(grown.tower.central?.pools).toEqual(plan.tower.central?.pools);
        const others = grown.tower.central?.pods.filter(({ name }) => name !== "kaist");
        expect(others).toEqual(plan.tower.central?.pods);
        expect(siteOf(grown, "kaist").central).toBe("CentralRegion");
    });

    test("has none of it with a mesh", () => {
        const mesh = samplePlan();
        expect(mesh.tower.central).toBeNull();
        expect(mesh.sites.map(({ central }) => central)).toEqual([null, null]);
        expect(mesh.sites[0]?.sharedNetworks[0]?.vtep).toMatchObject({ device: "vx70003", bridge: "br-net3" });
        expect(isTricircle({ sharedNetworks: {} })).toBe(false);
    });
});

test("Central's addresses are in the subnet, beside every share, and enough", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 15 });
    fc.assert(
        fc.property(shares, (places) => {
            const block = parseBlock("10.30.0.0/24") ?? { first: 0, last: 0 };
            const ranges = [...new Set(places)].map((place) => ({
                first: block.first + place * 16,
                last: block.first + place * 16 + 15,
            }));
            const range = centralRange("10.30.0.0/24", ranges);
            if (range === null) throw new Error("15 shares of 16 addresses leave one of 16 free");
            expect(size(range)).toBeGreaterThanOrEqual(centralAddresses);
            expect(contains(block, range)).toBe(true);
            expect(ranges.some((share) => overlap(share, range))).toBe(false);
        }),
    );
});
