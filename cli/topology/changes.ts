import type { Fact, Link, Part, PartKind, SiteTopology, Topology } from "./topology.ts";

/** What has become of something since the base. */
export type Mark = "same" | "added" | "removed" | "changed";

/** A fact, and what it was before. */
export interface MarkedFact extends Fact {
    readonly mark: Mark;
    /** Values before; none when it is new, or without a base. */
    readonly before: readonly string[];
}

/** A part, and what has become of it. */
export interface MarkedPart extends Part {
    readonly mark: Mark;
    /** Title before, or `null` when it is the same. */
    readonly titleBefore: string | null;
    readonly facts: readonly MarkedFact[];
}

/** A line, and what has become of it. */
export interface MarkedLink extends Link {
    readonly mark: Mark;
}

/** A site, and what has become of it and of all that is in it. */
export interface MarkedSite extends SiteTopology {
    readonly site: MarkedPart;
    readonly parts: readonly MarkedPart[];
    readonly links: readonly MarkedLink[];
}

/** One part that isn't as it was; the parts of a site that comes or goes aren't listed one by one. */
export interface TopologyChange {
    readonly mark: "added" | "removed" | "changed";
    /** Which part, such as `gist: tenant network net1`. */
    readonly what: string;
    /** What has changed of it, such as `range 10.1.0.0/24 → 10.1.4.0/24`; empty for what is added or removed. */
    readonly details: readonly string[];
}

/** An environment as it is drawn, held against what it was; with no base everything is the same. */
export interface MarkedTopology extends Topology {
    /** Whether there is a base. */
    readonly compared: boolean;
    readonly common: readonly MarkedPart[];
    readonly sites: readonly MarkedSite[];
    /** In the order of the picture. */
    readonly changes: readonly TopologyChange[];
}

/**
 * What has become of each part: what was removed stays in the picture.
 * @param before `null` when there is nothing to compare with.
 */
export function compareTopologies(before: Topology | null, after: Topology): MarkedTopology {
    const base = before ?? after;
    const common = compareParts(base.common, after.common);
    const names = both(base.sites, after.sites, ({ site }) => site.id);
    const sites = names.map(([old, now]) => compareSites(old, now)).sort((a, b) => (a.site.id < b.site.id ? -1 : 1));
    const { environment } = after;
    return { environment, compared: before !== null, common, sites, changes: changesOf(common, sites) };
}

function compareSites(before: SiteTopology | null, after: SiteTopology | null): MarkedSite {
    const [old, now] = [before ?? nothing, after ?? nothing];
    return {
        site: comparePart(before?.site ?? null, after?.site ?? null),
        parts: compareParts(old.parts, now.parts),
        links: both(old.links, now.links, ({ from, to }) => `${from} ${to}`).map(([was, is]) => ({
            ...either(was, is),
            mark: presence(was, is),
        })),
    };
}

const nothing = { parts: [], links: [] } as const;

function compareParts(before: readonly Part[], after: readonly Part[]): readonly MarkedPart[] {
    return both(before, after, ({ id }) => id).map(([old, now]) => comparePart(old, now));
}

function comparePart(before: Part | null, after: Part | null): MarkedPart {
    const part = either(before, after);
    const found = presence(before, after);
    if (found !== "same") return { ...part, mark: found, titleBefore: null, facts: part.facts.map(untouched) };
    const facts = both(before?.facts ?? [], after?.facts ?? [], ({ name }) => name).map(compareFact);
    const titleBefore = before !== null && before.title !== part.title ? before.title : null;
    const changed = titleBefore !== null || facts.some(({ mark }) => mark !== "same");
    return { ...part, mark: changed ? "changed" : "same", titleBefore, facts };
}

function compareFact([before, after]: readonly [Fact | null, Fact | null]): MarkedFact {
    const found = presence(before, after);
    const fact = { ...either(before, after), before: before?.values ?? [] };
    if (found !== "same") return { ...fact, mark: found };
    const equal = fact.values.join("\0") === fact.before.join("\0");
    return { ...fact, mark: equal ? "same" : "changed" };
}

function untouched(fact: Fact): MarkedFact {
    return { ...fact, mark: "same", before: fact.values };
}

function presence(before: unknown, after: unknown): "same" | "added" | "removed" {
    if (before === null) return "added";
    return after === null ? "removed" : "same";
}

/** What there is: of two, the later. */
function either<T>(before: T | null, after: T | null): T {
    const found = after ?? before;
    if (found === null) throw new Error("neither before nor after is there");
    return found;
}

/** Pairs by key: what is there now in its order, and what is gone behind what it followed, so that pictures stay alike. */
function both<T>(
    before: readonly T[],
    after: readonly T[],
    keyOf: (item: T) => string,
): readonly (readonly [T | null, T | null])[] {
    const old = new Map(before.map((item) => [keyOf(item), item]));
    const keys = after.map(keyOf);
    for (const [index, item] of before.entries()) {
        const previous = before[index - 1];
        if (keys.includes(keyOf(item))) continue;
        keys.splice(previous === undefined ? 0 : keys.indexOf(keyOf(previous)) + 1, 0, keyOf(item));
    }
    const now = new Map(after.map((item) => [keyOf(item), item]));
    return keys.map((key) => [old.get(key) ?? null, now.get(key) ?? null] as const);
}

function changesOf(common: readonly MarkedPart[], sites: readonly MarkedSite[]): readonly TopologyChange[] {
    return [
        ...common.flatMap((part) => changeOf(part, null)),
        ...sites.flatMap(({ site, parts }) => {
            const own = changeOf(site, null);
            const whole = site.mark === "added" || site.mark === "removed";
            return whole ? own : [...own, ...parts.flatMap((part) => changeOf(part, site.title))];
        }),
    ];
}

function changeOf(part: MarkedPart, site: string | null): readonly TopologyChange[] {
    const { mark } = part;
    if (mark === "same") return [];
    const what = nameOf(part);
    const renamed = part.titleBefore === null ? [] : [`name ${part.titleBefore} → ${part.title}`];
    const facts = part.facts.filter((fact) => fact.mark !== "same").map(signedText);
    const details = mark === "changed" ? [...renamed, ...facts] : [];
    return [{ mark, what: site === null ? what : `${site}: ${what}`, details }];
}

const saidByTitle: ReadonlySet<PartKind> = new Set(["tower", "end", "K-Box", "K-Cluster networks", "K-Cluster boxes"]);

function nameOf({ kind, title }: Part): string {
    return saidByTitle.has(kind) ? title : `${kind} ${title}`;
}

/** Values of a list beyond these are counted; a change names each. */
const most = 3;

/** A fact in a line: `range 10.1.0.0/24`, `range 10.1.0.0/24 → 10.1.4.0/24`, `peers +kaist −korea`. */
export function factText({ name, values, before, mark }: MarkedFact): string {
    if (mark !== "changed") return `${name} ${shorten(values)}`;
    if (values.length === 1 && before.length === 1) return `${name} ${before[0]} → ${values[0]}`;
    const added = values.filter((value) => !before.includes(value)).map((value) => `+${value}`);
    const removed = before.filter((value) => !values.includes(value)).map((value) => `−${value}`);
    const moved = added.length + removed.length === 0 ? ["in another order"] : [];
    return [name, ...added, ...removed, ...moved].join(" ");
}

/** Signs that stand for the marks, since colours alone don't reach everybody. */
export const signs: Readonly<Record<Mark, string>> = { same: "", added: "+ ", removed: "− ", changed: "~ " };

function signedText(fact: MarkedFact): string {
    return fact.mark === "changed" ? factText(fact) : `${signs[fact.mark]}${factText(fact)}`;
}

function shorten(values: readonly string[]): string {
    const rest = values.length - most;
    return rest > 1 ? `${values.slice(0, most).join(", ")} and ${rest} more` : values.join(", ");
}
