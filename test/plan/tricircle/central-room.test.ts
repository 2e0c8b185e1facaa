import { expect, test } from "vitest";
import { errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const small = (pool: string) =>
    tricircleFiles({
        tower: [["10.30.0.0/24", "10.30.0.0/26"]],
        gist: [["10.30.0.16-10.30.0.31", pool]],
        korea: [["10.30.0.32-10.30.0.47", "10.30.0.32-10.30.0.55"]],
    });

test("eight addresses beside the sites' pools are enough for Central Neutron, and seven aren't", () => {
    expect(errorsOf(small("10.30.0.9-10.30.0.31"))).toEqual([]);
    expect(errorsOf(small("10.30.0.8-10.30.0.31"))).toEqual([
        "tower.sharedNetworks.net3.cidr: 10.30.0.0/26 leaves Central Neutron no 8 addresses in a row beside the sites' pools, " +
            "which it takes for its DHCP and router ports. Choose a larger block, or smaller pools.",
    ]);
});
