import { count } from "../../plan/words.ts";
import type { Mark, MarkedLink, MarkedPart, MarkedSite, MarkedTopology } from "./changes.ts";
import { factLines, headOf } from "./labels.ts";

/** How much is drawn of a site: all its parts, one node, or nothing but its number. */
type Detail = "parts" | "node" | "number";

/** GitHub renders a text up to 50,000 characters, and up to 500 lines between nodes. */
const limits = { characters: 45_000, links: 450 } as const;

/**
 * An environment as a Mermaid flowchart, which GitHub and GitLab draw: without a fence, the same bytes for the same input.
 * Where all parts would be too much, sites that haven't changed become a node each, then all do, then they are counted.
 * @param most Largest number of characters; the smallest picture may still be larger.
 */
export function renderMermaid(topology: MarkedTopology, most: number = limits.characters): string {
    const [changed, rest] = [isTouched, (site: MarkedSite) => !isTouched(site)];
    const levels: readonly ((site: MarkedSite) => Detail)[] = [
        () => "parts",
        (site) => (changed(site) ? "parts" : "node"),
        () => "node",
        (site) => (rest(site) ? "number" : "node"),
        () => "number",
    ];
    const pictures = levels.map((level) => () => draw(topology, level));
    for (const picture of pictures.slice(0, -1)) {
        const lines = picture();
        if (fits(lines, most)) return lines.join("\n");
    }
    return draw(topology, () => "number").join("\n");
}

function fits(lines: readonly string[], most: number): boolean {
    const links = lines.filter((line) => / (===|---|-\.-) /.test(line)).length;
    return lines.join("\n").length <= most && links <= limits.links;
}

/** A peer that comes or goes changes every other site's list: such a site is told from one that was itself edited. */
function isTouched({ site, parts }: MarkedSite): boolean {
    const edited = ({ titleBefore, facts }: MarkedPart) =>
        titleBefore !== null || facts.some(({ name, mark }) => mark !== "same" && name !== "peers");
    return site.mark === "added" || site.mark === "removed" || [site, ...parts].some(edited) || parts.some(isNews);
}

function isNews({ mark }: MarkedPart): boolean {
    return mark === "added" || mark === "removed";
}

function draw(topology: MarkedTopology, level: (site: MarkedSite) => Detail): readonly string[] {
    const drawn = topology.sites.map((site) => ({ site, detail: level(site) }));
    const nodes = drawn.flatMap(({ site, detail }) => (detail === "parts" ? subgraph(site) : folded(site, detail)));
    const counted = drawn.filter(({ detail }) => detail === "number").length;
    const links = drawn.flatMap(({ site, detail }) => linksOf(site, detail));
    const shared = topology.common.filter(({ kind }) => kind === "shared network");
    return [
        // Mermaid breaks lines at 200 pixels unless it is told otherwise: in the middle of a range.
        '%%{init: {"flowchart": {"wrappingWidth": 420}}}%%',
        "flowchart LR",
        ...topology.common.map((part) => `    ${node(part)}`),
        ...nodes,
        ...(counted === 0 ? [] : rest(counted, shared)),
        ...links.map(({ text }) => `    ${text}`),
        ...(topology.compared ? legend : []),
        ...linkStyles(links),
        ...classes,
    ];
}

function subgraph({ site, parts }: MarkedSite): readonly string[] {
    const title = label([[headOf(site), ...facts(site)].join(", ")]);
    return [
        `    subgraph ${idOf(site.id)}["${title}"]`,
        ...parts.map((part) => `        ${node(part)}`),
        "    end",
        ...(site.mark === "same" ? [] : [`    class ${idOf(site.id)} ${site.mark}`]),
    ];
}

/** Of a folded site the ranges are told, by which it is known to the others. */
function folded({ site, parts }: MarkedSite, detail: Detail): readonly string[] {
    if (detail === "number") return [];
    const told = parts.filter(({ kind }) => kind === "tenant network" || kind === "end");
    const lines = told.flatMap((part) => [headOf(part), ...facts(part)]);
    const mark = site.mark === "same" && parts.some((part) => part.mark !== "same") ? "changed" : site.mark;
    return [`    ${idOf(site.id)}["${label([headOf({ ...site, mark }), ...facts(site), ...lines])}"]${classOf(mark)}`];
}

function rest(counted: number, shared: readonly MarkedPart[]): readonly string[] {
    const lines = shared.map(({ id }) => `    n_rest === ${idOf(id)}`);
    return [`    n_rest["${label([`${count(counted, "site")} more`])}"]`, ...lines];
}

/** Networks are round, a router is a hexagon, and what answers is a box. */
const shapes: Readonly<Partial<Record<MarkedPart["kind"], readonly [string, string]>>> = {
    "external network": ["(", ")"],
    "tenant network": ["(", ")"],
    "shared network": ["(", ")"],
    "K-Cluster networks": ["(", ")"],
    "site router": ["{{", "}}"],
};

function node(part: MarkedPart): string {
    const [open, close] = shapes[part.kind] ?? ["[", "]"];
    return `${idOf(part.id)}${open}"${label([headOf(part), ...facts(part)])}"${close}${classOf(part.mark)}`;
}

function classOf(mark: Mark): string {
    return mark === "same" ? "" : `:::${mark}`;
}

function facts(part: MarkedPart): readonly string[] {
    return factLines(part).map(({ text }) => text);
}

interface DrawnLink {
    readonly text: string;
    readonly mark: Mark;
}

const strokes = { local: "---", shared: "===", control: "-.-" } as const;

/** A folded site's own lines end at its node, each once. */
function linksOf({ site, links }: MarkedSite, detail: Detail): readonly DrawnLink[] {
    if (detail === "number") return [];
    const at = (id: string) => idOf(detail === "node" && id.startsWith(`${site.id}/`) ? site.id : id);
    const outside = links.filter(({ kind }) => detail === "parts" || kind !== "local");
    const drawn = outside.map((link: MarkedLink) => ({
        text: `${at(link.from)} ${strokes[link.kind]} ${at(link.to)}`,
        mark: link.mark,
    }));
    return [...new Map(drawn.map((link) => [link.text, link])).values()];
}

/** Mermaid styles lines by their number, counted over the whole picture. */
function linkStyles(links: readonly DrawnLink[]): readonly string[] {
    return (["added", "removed"] as const).flatMap((mark) => {
        const numbers = links.flatMap((link, index) => (link.mark === mark ? [index] : []));
        return numbers.length === 0 ? [] : [`    linkStyle ${numbers.join(",")} stroke:${colors[mark].stroke}`];
    });
}

/** Both the box and its text are coloured: they read on a light page and on a dark one. */
const colors = {
    added: { fill: "#dafbe1", stroke: "#1a7f37", more: "" },
    removed: { fill: "#ffebe9", stroke: "#cf222e", more: ",stroke-dasharray:5 3" },
    changed: { fill: "#fff8c5", stroke: "#9a6700", more: "" },
} as const;

const classes = Object.entries(colors).map(
    ([mark, { fill, stroke, more }]) =>
        `    classDef ${mark} fill:${fill},stroke:${stroke},stroke-width:2px,color:#1f2328${more}`,
);

const legend: readonly string[] = [
    '    subgraph legend["legend"]',
    '        n_added["+ added"]:::added',
    '        n_removed["− removed"]:::removed',
    '        n_changed["~ changed"]:::changed',
    "    end",
];

/** A prefix keeps names such as `end` and `style` from being Mermaid's words. */
function idOf(id: string): string {
    return `s_${id.replaceAll(/[^A-Za-z0-9]/g, "_")}`;
}

function label(lines: readonly string[]): string {
    return lines.map(plain).join("<br/>");
}

/** Letters and digits of any script and a few signs stand for themselves; all else is its number, as Mermaid reads it. */
function plain(text: string): string {
    return [...text]
        .map((sign) => (/[\p{L}\p{N} .,:/()+−→~-]/u.test(sign) ? sign : `#${sign.codePointAt(0)};`))
        .join("");
}
