import { expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const imported = ["router: R1", "router: R1\n    imported: [external, guest]"] as const;

test("what a site imported into its own Neutron is refused with tricircle, and passes with mesh", () => {
    expect(errorsOf(edited("gist", ...imported))).toEqual([]);
    expect(errorsOf(tricircleFiles({ gist: [imported] }))).toEqual([
        "sites.gist.imported: external and guest can't be what was imported with tower.sharedNetworks.net3.driver: tricircle, " +
            "since Central Neutron makes it. Use driver: mesh, or leave imported away and let it be made anew.",
    ]);
});
