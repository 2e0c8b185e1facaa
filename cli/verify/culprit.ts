import type { CheckResult, KindName } from "./check.ts";

/** Looks at all results and names the most probable culprit in one sentence; `null` when every check passed. */
export function findCulprit(results: readonly CheckResult[]): string | null {
    if (results.length === 0)
        return "Nothing was checked: no site of the plan has a guest or a VTEP that is asked for.";
    const failed = results.filter(({ ok }) => !ok);
    if (failed.length === 0) return null;
    return deadSite(results) ?? unreachable(failed) ?? lowestLayer(failed) ?? tell(failed);
}

/** A site to and from which nothing works, while something works elsewhere. */
function deadSite(results: readonly CheckResult[]): string | null {
    const sites = [...new Set(results.flatMap((result) => result.sites))];
    const touching = (site: string) => results.filter((result) => result.sites.includes(site));
    const dead = sites.filter((site) => touching(site).every(({ ok }) => !ok));
    const named = dead.length < sites.length ? dead : dead.filter((site) => touching(site).length === results.length);
    if (named.length === 0) return dead.length === 0 ? null : `No site answers at all: ${tell(results)}`;
    const reasons = named.map((site) => `${site} (${ownReason(site, touching(site))})`);
    return `Nothing works to or from ${named.length === 1 ? "site" : "sites"} ${reasons.join(" and ")}.`;
}

/** What best tells why a site is dead: a failure of its own, rather than one of a pair. */
function ownReason(site: string, failed: readonly CheckResult[]): string {
    const own = failed.find(({ reason }) => reason.startsWith(`site ${site}`));
    return (own ?? failed.find(({ sites }) => sites.length === 1) ?? failed[0])?.reason ?? "";
}

/** Somewhere `verify` itself couldn't get to; the name of the site is in the reason. */
function unreachable(failed: readonly CheckResult[]): string | null {
    const reasons = failed.map(({ reason }) => reason).filter((reason) => reason.startsWith("site "));
    const most = [...new Set(reasons)].sort((a, b) => count(reasons, b) - count(reasons, a))[0];
    return most === undefined ? null : `${most.replace(/^s/, "S")}.`;
}

function count(all: readonly string[], one: string): number {
    return all.filter((other) => other === one).length;
}

/** From the lowest layer up: what breaks below breaks all that is above. */
const layers: readonly (readonly [KindName, (where: string) => string])[] = [
    ["underlay mtu", (where) => `The network between the K-Boxes of ${where} doesn't carry packets of vtep.mtu bytes`],
    [
        "underlay one byte too big is refused",
        (where) => `The network between the K-Boxes of ${where} carries more than vtep.mtu says`,
    ],
    [
        "net3",
        (where) =>
            `The data tunnel is cut between ${where} while their K-Boxes reach each other, so either UDP 4789 is dropped on the way or a VTEP isn't what up made it`,
    ],
    ["net3 full size", (where) => `MTU: the shared network between ${where} loses packets of full size`],
    ["net3 one byte too big is refused", (where) => `MTU: the guests of ${where} don't keep to the planned one`],
    [
        "tcp 1 MiB",
        (where) => `TCP is broken between ${where} while ping works, as wrong checksum offload in a guest does it`,
    ],
    ["tenant over net3", (where) => `The shared network works, but not for the tenant addresses of ${where}`],
    ["outside", (where) => `The way out through the site router is broken at ${where}`],
    ["floating ip", (where) => `The way in to the floating IP is broken at ${where}`],
    ["own k-cluster", (where) => `The control VM can't do its work at ${where}`],
    ["other keystone refuses", (where) => `A Keystone knows another site's token between ${where}`],
    ["other region refuses", (where) => `A credential isn't kept to its own region between ${where}`],
    ["other site is out of reach", (where) => `The control VM isn't kept to its own site between ${where}`],
    ["other k-cluster is out of reach", (where) => `A guest isn't kept off the other K-Cluster between ${where}`],
    ["net3 lets no stranger in", (where) => `The tunnel isn't kept to its peers at ${where}`],
    ["net3 shows no k-box", (where) => `A K-Box isn't kept off the shared network between ${where}`],
    ["net3 forged source is dropped", (where) => `A guest isn't kept to its own addresses between ${where}`],
    ["net3 is no way out", (where) => `A guest isn't kept to its own router between ${where}`],
];

function lowestLayer(failed: readonly CheckResult[]): string | null {
    for (const [kind, say] of layers) {
        const here = failed.filter((result) => result.kind === kind);
        if (here.length > 0) return `${say(places(here))}: ${tell(here)}`;
    }
    return null;
}

/** Names the sites concerned: one that all failures share, or the pairs. */
function places(failed: readonly CheckResult[]): string {
    const pairs = [...new Set(failed.map(({ sites }) => [...sites].sort().join(" and ")))];
    const shared = failed[0]?.sites.filter((site) => failed.every(({ sites }) => sites.includes(site))) ?? [];
    if (pairs.length > 1 && shared.length === 1) return `${shared[0]} and every other site that failed with it`;
    return pairs.join(", ");
}

function tell(failed: readonly CheckResult[]): string {
    const [first] = failed.filter(({ ok }) => !ok);
    return first === undefined ? "" : `${first.from} → ${first.to}: ${first.reason}.`;
}
