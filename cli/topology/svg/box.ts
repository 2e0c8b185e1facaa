import type { Mark, MarkedPart } from "../changes.ts";
import { factLines, headOf } from "../labels.ts";
import { escapeXml, fitted, widthOf } from "./text.ts";

/** Sizes of letters, and the room around them, in pixels. */
const sizes = { head: 13, fact: 11, line: 16, margin: 10, widest: 340 } as const;

/** A part's box before it has a place. */
export interface Box {
    readonly part: MarkedPart;
    readonly width: number;
    readonly height: number;
}

/** Somewhere in the picture, in pixels from its upper left corner. */
export interface Point {
    readonly x: number;
    readonly y: number;
}

/** Box that a part's lines fit in; a line that is too wide for any box is cut when it is drawn. */
export function boxOf(part: MarkedPart): Box {
    const lines = factLines(part);
    const widths = [
        widthOf(headOf(part), sizes.head, true),
        ...lines.map(({ text }) => widthOf(text, sizes.fact, true)),
    ];
    const width = Math.min(Math.max(...widths), sizes.widest) + 2 * sizes.margin;
    return { part, width, height: heightOf(lines.length + 1) };
}

function heightOf(lines: number): number {
    return lines * sizes.line + sizes.margin;
}

/** Draws a part's box; its whole text, lists in full, is shown where the pointer rests. */
export function drawBox({ part, width, height }: Box, at: Point): readonly string[] {
    const round = part.kind.includes("network") ? 12 : 3;
    return [
        `<g class="${classesOf(part)}">`,
        `<title>${escapeXml(wholeText(part))}</title>`,
        `<rect x="${at.x}" y="${at.y}" width="${width}" height="${height}" rx="${round}"/>`,
        ...drawLines(part, width, at),
        "</g>",
    ];
}

/** Draws a part's lines at the top of a rectangle. */
export function drawLines(part: MarkedPart, width: number, at: Point): readonly string[] {
    const room = width - 2 * sizes.margin;
    const x = at.x + sizes.margin;
    const head = fitted(headOf(part), room, sizes.head, true);
    const facts = factLines(part).map(({ text, mark }, index) => {
        const line = escapeXml(fitted(text, room, sizes.fact, true));
        return `<text class="${textClass(mark)}" x="${x}" y="${at.y + (index + 2) * sizes.line}">${line}</text>`;
    });
    return [`<text class="head" x="${x}" y="${at.y + sizes.line}">${escapeXml(head)}</text>`, ...facts];
}

function textClass(mark: Mark): string {
    return mark === "same" ? "fact" : `fact now-${mark}`;
}

/** Class names of a part: what it is, and what has become of it. */
export function classesOf({ kind, mark }: MarkedPart): string {
    return `${kind.toLowerCase().replaceAll(/[^a-z]+/g, "-")} ${mark}`;
}

/** All that is known of a part, also what its box has no room for. */
export function wholeText(part: MarkedPart): string {
    const facts = part.facts.map(({ name, values, before, mark }) =>
        mark === "changed" ? `${name}: ${before.join(", ")} → ${values.join(", ")}` : `${name}: ${values.join(", ")}`,
    );
    return [headOf(part), ...facts].join("\n");
}
