import { expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

test("every shared network has a VNI of its own", () => {
    const networks =
        "{ a: { cidr: 10.40.0.0/24, vni: 5, mtu: 1400 }, b: { cidr: 10.41.0.0/24, vni: 5, mtu: 1400 }, net3:";
    expect(errorsOf(edited("tower", "{ net3:", networks))).toEqual([
        "tower.sharedNetworks.b.vni: 5 is a's already. Choose another VNI.",
    ]);
});

test("nothing is said of a site's shared networks while the tower's can't be read", () => {
    expect(errorsOf({ tower: sample.tower.replace("sharedNetworks: {", "sharedNetworks: [") })).toHaveLength(1);
});
