import { expect, test } from "vitest";
import { errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const another = (driver: string) =>
    tricircleFiles({
        tower: [
            [
                "sharedNetworks: {",
                `sharedNetworks: { net4: { driver: ${driver}, cidr: 10.40.0.0/24, vni: 70004, mtu: 1450 },`,
            ],
        ],
    });

test("an environment whose networks all have driver tricircle passes", () => {
    expect(errorsOf(tricircleFiles())).toEqual([]);
    expect(errorsOf(another("tricircle"))).toEqual([]);
});

test("mesh beside tricircle is refused", () => {
    expect(errorsOf(another("mesh"))).toEqual([
        "tower.sharedNetworks.net4.driver: mesh doesn't go with tower.sharedNetworks.net3.driver (tricircle): Central Neutron " +
            "makes all networks of the sites. Write the same driver for every shared network.",
    ]);
});
