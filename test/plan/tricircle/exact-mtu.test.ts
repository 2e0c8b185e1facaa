import { expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const said =
    " isn't what guests of some sites would be told: korea (8950). With driver tricircle each region takes its vtep.mtu " +
    "less 50. Write that number here, and the same vtep.mtu at every site.";

test("the MTU is each underlay's less 50, neither more nor less", () => {
    expect(errorsOf(tricircleFiles())).toEqual([]);
    expect(errorsOf(tricircleFiles({ korea: [["mtu: 1500", "mtu: 9000"]] }))).toEqual([
        `tower.sharedNetworks.net3.mtu: 1450${said}`,
    ]);
    expect(errorsOf(tricircleFiles({ tower: [["mtu: 1450", "mtu: 1451"]] }))).toEqual([
        "tower.sharedNetworks.net3.mtu: 1451 is more than some sites carry: gist (1500 − 50) and korea (1500 − 50). " +
            "Write 1450, the largest that fits, or raise vtep.mtu where the underlay allows.",
    ]);
});

test("with a mesh a smaller one than an underlay allows passes", () => {
    expect(errorsOf(edited("korea", "mtu: 1500", "mtu: 9000"))).toEqual([]);
});
