import { describe, expect, test } from "vitest";
import type { MarkedSite } from "../../../../cli/topology/changes.ts";
import { below, gridOf } from "../../../../cli/topology/svg/grid.ts";

const layout = (width: number, height: number) => ({
    site: {} as MarkedSite,
    width,
    height,
    boxes: [],
    links: [],
    ways: [],
});
const sites = (count: number) => Array.from({ length: count }, (_, index) => layout(400 + index, 500 - index));

describe("gridOf", () => {
    test("keeps the sites' order and stands them apart", () => {
        const rows = gridOf(sites(7), { x: 10, y: 20 }, 1);
        const placed = rows.flatMap((row) => row.sites);
        expect(placed.map(({ layout: { width } }) => width)).toEqual([400, 401, 402, 403, 404, 405, 406]);
        for (const { sites: row } of rows) {
            const gaps = row
                .slice(1)
                .map(({ at }, index) => at.x - (row[index]?.at.x ?? 0) - (row[index]?.layout.width ?? 0));
            expect(gaps.every((gap) => gap > 0)).toBe(true);
        }
    });

    test("leaves room for every shared network below each row", () => {
        const [first, second] = gridOf(sites(20), { x: 0, y: 0 }, 3);
        expect((second?.sites[0]?.at.y ?? 0) - (first?.bottom ?? 0)).toBeGreaterThanOrEqual(below(3));
        expect(below(3)).toBeGreaterThan(below(1));
    });

    test("is about as wide as a screen, and has no row for no site", () => {
        expect(gridOf(sites(20), { x: 0, y: 0 }, 1).map((row) => row.sites.length)).toEqual([7, 7, 6]);
        expect(gridOf(sites(2), { x: 0, y: 0 }, 1)).toHaveLength(1);
        expect(gridOf([], { x: 0, y: 0 }, 1)).toEqual([]);
    });
});
