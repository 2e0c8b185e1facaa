import type { ELK, ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import type { MarkedLink, MarkedSite } from "../changes.ts";
import { type Box, boxOf, type Point } from "./box.ts";

/** A box with its place inside its site. */
export interface PlacedBox extends Box {
    readonly at: Point;
}

/** A line with its corners inside its site. */
export interface PlacedLink {
    readonly link: MarkedLink;
    readonly points: readonly Point[];
}

/** A site with everything in its place: up from it go control links, down from it shared networks. */
export interface SiteLayout {
    readonly site: MarkedSite;
    readonly width: number;
    readonly height: number;
    readonly boxes: readonly PlacedBox[];
    readonly links: readonly PlacedLink[];
    /** Where a line leaves the site: over its upper edge or under its lower one. */
    readonly ways: readonly { readonly link: MarkedLink; readonly x: number }[];
}

const options = {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.spacing.nodeNodeBetweenLayers": "22",
    "elk.spacing.nodeNode": "16",
    "elk.randomSeed": "1",
} as const;

/** Places a site's parts, those in a row of what leads to what; the same site is placed the same each time. */
export async function layOutSite(elk: ELK, site: MarkedSite): Promise<SiteLayout> {
    const header = boxOf(site.site);
    const boxes = site.parts.map(boxOf);
    const graph = await elk.layout({ id: "root", layoutOptions: options, children: [nodeOf(site, header, boxes)] });
    const placed = graph.children?.[0] ?? { id: site.site.id };
    const at = new Map(placed.children?.map((child) => [child.id, pointOf(child)]));
    const edges = new Map(placed.edges?.map((edge) => [edge.id, edge]));
    const ports = new Map(placed.ports?.map((port) => [port.id, port.x ?? 0]));
    return {
        site,
        width: round(placed.width),
        height: round(placed.height),
        boxes: boxes.map((box) => ({ ...box, at: at.get(box.part.id) ?? { x: 0, y: 0 } })),
        links: site.links.map((link) => ({ link, points: pointsOf(edges.get(keyOf(link))) })),
        ways: site.links
            .filter(({ kind }) => kind !== "local")
            .map((link) => ({ link, x: round(ports.get(`way ${keyOf(link)}`)) })),
    };
}

function nodeOf({ site, links }: MarkedSite, header: Box, boxes: readonly Box[]): ElkNode {
    const ways = links.filter(({ kind }) => kind !== "local");
    return {
        id: site.id,
        layoutOptions: {
            ...options,
            "elk.padding": `[top=${header.height + 14},left=14,bottom=14,right=14]`,
            "elk.portConstraints": "FIXED_SIDE",
            "elk.nodeSize.constraints": "MINIMUM_SIZE PORTS",
            "elk.nodeSize.minimum": `(${header.width},${header.height})`,
        },
        ports: ways.map((link) => ({
            id: `way ${keyOf(link)}`,
            layoutOptions: { "elk.port.side": link.kind === "control" ? "NORTH" : "SOUTH" },
        })),
        children: boxes.map(({ part, width, height }) => ({ id: part.id, width, height })),
        edges: links.map(edgeOf),
    };
}

function edgeOf(link: MarkedLink): ElkExtendedEdge {
    const way = `way ${keyOf(link)}`;
    return {
        id: keyOf(link),
        sources: [link.kind === "control" ? way : link.from],
        targets: [link.kind === "shared" ? way : link.to],
    };
}

function keyOf({ from, to }: MarkedLink): string {
    return `${from} ${to}`;
}

function pointsOf(edge: ElkExtendedEdge | undefined): readonly Point[] {
    return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints, endPoint }) =>
        [startPoint, ...(bendPoints ?? []), endPoint].map(pointOf),
    );
}

function pointOf({ x, y }: { readonly x?: number; readonly y?: number }): Point {
    return { x: round(x), y: round(y) };
}

/** Half pixels: a sum of fractions would show in its last digits in what order it was added up. */
function round(number = 0): number {
    return Math.round(number * 2) / 2;
}
