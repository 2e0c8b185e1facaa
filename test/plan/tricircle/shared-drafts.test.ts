import { expect, test } from "vitest";
import { tricircleNetworks } from "../../../plan/tricircle/shared-drafts.ts";

test("networks with driver tricircle are named with their paths, in the order of their names", () => {
    const sharedNetworks = {
        b: { driver: "tricircle" },
        a: { driver: "tricircle" },
        c: { driver: "mesh" },
        d: {},
    } as const;
    const found = tricircleNetworks({ environment: "lab", tower: { sharedNetworks }, sites: [], today: "2026-11-22" });
    expect(found.map(({ name, path }) => [name, path])).toEqual([
        ["a", "tower.sharedNetworks.a"],
        ["b", "tower.sharedNetworks.b"],
    ]);
});
