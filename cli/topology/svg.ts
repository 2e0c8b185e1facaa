import type { ELKConstructorArguments, ELK as Layouter } from "elkjs/lib/elk-api.js";
import { count, list } from "../../plan/words.ts";
import { type Mark, type MarkedLink, type MarkedTopology, signs } from "./changes.ts";
import { type Box, boxOf, classesOf, drawBox, drawLines, type Point, wholeText } from "./svg/box.ts";
import { below, gridOf, type PlacedSite, type Row, room } from "./svg/grid.ts";
import { layOutSite, type PlacedLink, type SiteLayout } from "./svg/site-layout.ts";
import { styleSheet } from "./svg/style.ts";
import { escapeXml, widthOf } from "./svg/text.ts";

/** A box of what all sites have in common, with its place. */
interface Placed {
    readonly box: Box;
    readonly at: Point;
}

/** Everything in its place. */
interface Picture {
    readonly topology: MarkedTopology;
    readonly shared: readonly Placed[];
    readonly tower: readonly Placed[];
    readonly rows: readonly Row[];
    readonly width: number;
    readonly height: number;
}

const title = 30;

/**
 * An environment as an SVG picture: each site's parts as ELK places them, the sites in rows, and every shared network as
 * one segment that runs along all of them. The same bytes for the same input, without a newline at the end.
 */
export async function renderSvg(topology: MarkedTopology): Promise<string> {
    // It is large: only who draws waits for it.
    const { default: Elk } = (await import("elkjs/lib/elk.bundled.js")) as unknown as {
        readonly default: ElkConstructor;
    };
    const elk = new Elk();
    const layouts = [];
    for (const site of topology.sites) layouts.push(await layOutSite(elk, site));
    const shared = topology.common.filter(({ kind }) => kind === "shared network").map(boxOf);
    const tower = topology.common.filter(({ kind }) => kind === "tower").map(boxOf);
    const top = room.edge + title + Math.max(0, ...[...shared, ...tower].map(({ height }) => height));
    const start = { x: room.edge + shared.length * room.lane + room.between, y: top + 8 + shared.length * 8 };
    const rows = gridOf(layouts, start, shared.length);
    return draw(place(topology, shared, tower, rows)).join("\n");
}

type ElkConstructor = new (options?: ELKConstructorArguments) => Layouter;

/** Shared networks stand over the trunks on the left, the tower over the one on the right. */
function place(topology: MarkedTopology, shared: readonly Box[], tower: readonly Box[], rows: readonly Row[]): Picture {
    const sum = (boxes: readonly Box[]) => boxes.reduce((width, box) => width + box.width + room.between, 0);
    const right = Math.max(0, ...rows.flatMap(({ sites }) => sites.map(({ at, layout }) => at.x + layout.width)));
    const width = Math.max(right + 2 * room.edge + room.between, room.edge + sum(shared) + sum(tower) + room.edge);
    const y = room.edge + title;
    const towerX = width - room.edge - sum(tower) + room.between;
    const bottom = (rows.at(-1)?.bottom ?? y) + below(shared.length);
    return {
        topology,
        shared: shared.map((box, index) => ({ box, at: { x: room.edge + sum(shared.slice(0, index)), y } })),
        tower: tower.map((box) => ({ box, at: { x: towerX, y } })),
        rows,
        width,
        height: bottom + 40,
    };
}

function draw(picture: Picture): readonly string[] {
    const { topology, shared, tower, rows, width, height } = picture;
    const there = topology.sites.filter(({ site }) => site.mark !== "removed").length;
    const heading = `${topology.environment}: ${count(there, "site")}`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
        `<title id="title">${escapeXml(`Topology of ${heading}`)}</title>`,
        `<desc id="desc">${escapeXml(description(topology))}</desc>`,
        ...styleSheet(),
        `<rect class="page" x="0" y="0" width="${width}" height="${height}" stroke="none"/>`,
        `<text class="title" x="${room.edge}" y="${room.edge + 12}">${escapeXml(heading)}</text>`,
        ...rows.flatMap(({ sites }) => sites.flatMap(drawSite)),
        ...controlLines(picture),
        ...shared.flatMap((_, lane) => sharedLines(picture, lane)),
        ...[...shared, ...tower].flatMap(({ box, at }) => drawBox(box, at)),
        ...legend(topology, height - 34),
        "</svg>",
    ];
}

/** What the picture says, for who doesn't see it. */
function description({ sites, common, compared, changes }: MarkedTopology): string {
    const networks = common.filter(({ kind }) => kind === "shared network").map(({ title }) => title);
    const joined = networks.length === 0 ? "" : ` joined by ${list(networks)}`;
    const news = changes.map(
        ({ mark, what, details }) => `${what} ${mark}${details.length > 0 ? ` (${details.join(", ")})` : ""}`,
    );
    const ending = compared
        ? ` ${count(changes.length, "change")}${news.length > 0 ? `: ${news.join("; ")}` : ""}.`
        : "";
    return `Sites ${list(
        sites.map(({ site }) => site.title),
        30,
    )}${joined}.${ending}`;
}

function drawSite({ layout, at }: PlacedSite): readonly string[] {
    const { site } = layout.site;
    const move = (point: Point) => ({ x: at.x + point.x, y: at.y + point.y });
    const { width, height } = layout;
    return [
        `<g class="${classesOf(site)}">`,
        `<title>${escapeXml(wholeText(site))}</title>`,
        `<rect x="${at.x}" y="${at.y}" width="${width}" height="${height}" rx="8"/>`,
        "</g>",
        ...layout.links.flatMap(({ link, points }: PlacedLink) => drawPath(points.map(move), link.kind, link.mark)),
        // Over the lines: one that passes behind the words leaves them readable.
        `<g class="${classesOf(site)}">`,
        ...drawLines(site, width, { x: at.x, y: at.y + 4 }),
        "</g>",
        ...layout.boxes.flatMap((box) => drawBox(box, move(box.at))),
    ];
}

function drawPath(points: readonly Point[], kind: "local" | "shared" | "control", mark: Mark): readonly string[] {
    if (points.length === 0) return [];
    return [
        `<path class="${kind} ${mark}" d="${points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ")}"/>`,
    ];
}

/** From the tower down the right edge and along the top of each row; from there to each K-Box and control VM. */
function controlLines({ tower, rows, width }: Picture): readonly string[] {
    const [from] = tower;
    if (from === undefined) return [];
    const x = width - room.edge - 10;
    const trunk = { x, y: from.at.y + from.box.height };
    return rows.flatMap(({ sites, controlY }) => {
        const ways = sites.flatMap(({ layout, at }) => waysOf(layout, at.x, ({ kind }) => kind === "control"));
        const stubs = ways.map((way) => ({ ...way, from: controlY, to: sites[0]?.at.y ?? controlY }));
        const first = Math.min(...ways.map((way) => way.x));
        const along = ways.length === 0 ? [] : [trunk, { x, y: controlY }, { x: first, y: controlY }];
        return [...drawPath(along, "control", "same"), ...stubs.flatMap(drawStub)];
    });
}

/** From a shared network's box down the left edge and along the bottom of each row; from there to each site's end of it. */
function sharedLines({ shared, rows }: Picture, lane: number): readonly string[] {
    const own = shared[lane];
    if (own === undefined) return [];
    const { part, height } = own.box;
    const x = room.edge + 10 + lane * room.lane;
    const start = { x: own.at.x + 10, y: own.at.y + height };
    const turn = start.y + 6 + lane * 8;
    return rows.flatMap(({ sites, bottom }) => {
        const y = bottom + room.shared / 2 + lane * room.lane;
        const stubs = sites.flatMap(({ layout, at }) =>
            waysOf(layout, at.x, ({ to }) => to === part.id).map((way) => ({
                ...way,
                from: at.y + layout.height,
                to: y,
            })),
        );
        const last = Math.max(...stubs.map((stub) => stub.x));
        const along = [start, { x: start.x, y: turn }, { x, y: turn }, { x, y }, { x: last, y }];
        // A network that has changed is the same line; its box says what has.
        const mark = part.mark === "changed" ? "same" : part.mark;
        return [...(stubs.length === 0 ? [] : drawPath(along, "shared", mark)), ...stubs.flatMap(drawStub)];
    });
}

function waysOf({ ways }: SiteLayout, left: number, isWanted: (link: MarkedLink) => boolean) {
    return ways.filter(({ link }) => isWanted(link)).map(({ link, x }) => ({ link, x: left + x }));
}

/** A site's own piece of a line that all share: it alone is marked. */
function drawStub({ link, x, from, to }: Stub): readonly string[] {
    return drawPath(
        [
            { x, y: from },
            { x, y: to },
        ],
        link.kind,
        link.mark,
    );
}

interface Stub {
    readonly link: MarkedLink;
    readonly x: number;
    readonly from: number;
    readonly to: number;
}

/** What lines and colours mean, one after the other; each colour has its sign. */
function legend({ compared, common }: MarkedTopology, y: number): readonly string[] {
    const networks = list(common.filter(({ kind }) => kind === "shared network").map(({ title }) => title));
    const shared = { kind: "shared", mark: "same", text: `${networks}: one segment over all its sites` } as const;
    const control = { kind: "control", mark: "same", text: "control link to the tower" } as const;
    const marks = compared ? (["added", "removed", "changed"] as const) : [];
    const entries: readonly LegendEntry[] = [
        ...(networks === "" ? [] : [shared]),
        control,
        ...marks.map((mark) => ({ kind: null, mark, text: `${signs[mark]}${mark}` })),
    ];
    const widths = entries.map(({ text }) => 80 + widthOf(text, 11));
    return entries.flatMap((entry, index) => {
        const x = widths.slice(0, index).reduce((sum, width) => sum + width, room.edge);
        return drawEntry(entry, { x, y });
    });
}

interface LegendEntry {
    /** Kind of line that is explained, or `null` for the colour of a box. */
    readonly kind: "shared" | "control" | null;
    readonly mark: Mark;
    readonly text: string;
}

function drawEntry({ kind, mark, text }: LegendEntry, { x, y }: Point): readonly string[] {
    const end = { x: x + 36, y };
    const sample = `<g class="${mark}"><rect x="${x}" y="${y - 9}" width="36" height="18" rx="3"/></g>`;
    const drawn = kind === null ? [sample] : drawPath([{ x, y }, end], kind, mark);
    return [...drawn, `<text x="${x + 44}" y="${y + 4}">${escapeXml(text)}</text>`];
}
