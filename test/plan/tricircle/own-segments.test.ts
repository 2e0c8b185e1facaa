import { expect, test } from "vitest";
import { givenOut } from "../../../plan/tricircle/own-segments.ts";
import { edited, errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const withVni = (vni: number) => errorsOf(tricircleFiles({ tower: [["vni: 70003", `vni: ${vni}`]] }));

test("a VNI that Neutron gives out by itself is refused, at both ends of the range, and its neighbours pass", () => {
    for (const [first, last] of Object.values(givenOut)) {
        expect(withVni(first)).toHaveLength(1);
        expect(withVni(last)).toHaveLength(1);
        expect(withVni(last + 1)).toEqual([]);
    }
    expect(withVni(60_000)).toEqual([]);
    expect(withVni(60_001)).toEqual([
        "tower.sharedNetworks.net3.vni: 60001 is among the VNIs that Central Neutron gives out by itself (60001 to 60100). " +
            "Choose another one, such as 70003.",
    ]);
    expect(withVni(7)[0]).toContain("each region's own Neutron gives out by itself (1 to 200)");
});

test("a mesh may have any", () => {
    expect(errorsOf(edited("tower", "vni: 70003", "vni: 7"))).toEqual([]);
});
