import type { Point } from "./box.ts";
import type { SiteLayout } from "./site-layout.ts";

/** Room in pixels: around the picture, between sites, and above and below a row for the lines that run along it. */
export const room = { edge: 24, between: 28, control: 34, lane: 16, shared: 34 } as const;

/** A site with its place in the picture. */
export interface PlacedSite {
    readonly layout: SiteLayout;
    readonly at: Point;
}

/** Sites side by side, with a lane for control links above them and one for each shared network below. */
export interface Row {
    readonly sites: readonly PlacedSite[];
    /** Height of the line for control links. */
    readonly controlY: number;
    /** Lower edge of the row's tallest site. */
    readonly bottom: number;
}

/** Width to height that a picture should have: a screen's. */
const wanted = 1.5;

/**
 * Places sites in rows of equal columns, in their order.
 * @param start Upper left corner of the first row's lanes.
 * @param lanes Number of shared networks.
 */
export function gridOf(layouts: readonly SiteLayout[], start: Point, lanes: number): readonly Row[] {
    const column = Math.max(0, ...layouts.map(({ width }) => width)) + room.between;
    const columns = columnsOf(layouts, column, lanes);
    const rows: Row[] = [];
    for (let first = 0, y = start.y; first < layouts.length; first += columns) {
        const sites = layouts.slice(first, first + columns);
        const top = y + room.control;
        const bottom = top + tallest(sites);
        const placed = sites.map((layout, index) => ({ layout, at: { x: start.x + index * column, y: top } }));
        rows.push({ sites: placed, controlY: y + room.control / 2, bottom });
        y = bottom + below(lanes);
    }
    return rows;
}

/** Height of the lanes under a row. */
export function below(lanes: number): number {
    return room.shared + lanes * room.lane;
}

function tallest(sites: readonly SiteLayout[]): number {
    return Math.max(0, ...sites.map(({ height }) => height));
}

/** The number of columns whose picture comes nearest to the wanted form. */
function columnsOf(layouts: readonly SiteLayout[], column: number, lanes: number): number {
    const height = tallest(layouts) + room.control + below(lanes);
    const misfit = (columns: number) => {
        const form = (columns * column) / (Math.ceil(layouts.length / columns) * height);
        return Math.abs(Math.log(form / wanted));
    };
    const all = layouts.map((_, index) => index + 1);
    return all.reduce((best, columns) => (misfit(columns) < misfit(best) ? columns : best), 1);
}
