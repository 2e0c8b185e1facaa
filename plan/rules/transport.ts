import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding, warning } from "../finding.ts";
import { count, list } from "../words.ts";

/** A shared network that crosses a public network in plaintext. */
interface Exposure {
    readonly network: string;
    readonly sites: readonly string[];
}

/** Plain VXLAN shows its payload to the network: over a public one it needs encryption, or acceptance in writing. */
export function* transport(environment: EnvironmentDraft): Iterable<Finding> {
    const { acceptPlaintext } = environment.tower;
    const exposures = exposuresOf(environment);
    if (exposures.length === 0 || acceptPlaintext === undefined) return;
    if (acceptPlaintext === null) return yield* exposures.map(notAccepted);
    const { until, reason } = acceptPlaintext;
    if (until === undefined) return;
    const what = `${list(exposures.map(({ network }) => network))} in plaintext over a public network`;
    if (until < environment.today) yield error("tower.acceptPlaintext.until", expired(until, what, environment.today));
    else yield warning("tower.acceptPlaintext", `${who(exposures)} may send ${what} until ${until} (${reason}).`);
}

function exposuresOf({ sites, tower }: EnvironmentDraft): Exposure[] {
    return entries(tower.sharedNetworks)
        .filter(([, { encryption }]) => encryption === "none")
        .map(([network]) => ({ network, sites: sites.filter(isPublic(network)).map(({ name }) => name) }))
        .filter(({ sites }) => sites.length > 0);
}

function isPublic(network: string): (site: EnvironmentDraft["sites"][number]) => boolean {
    return ({ file }) => file.shared?.[network] !== undefined && file.vtep?.transport === "public";
}

function notAccepted({ network, sites }: Exposure): Finding {
    return error(
        `tower.sharedNetworks.${network}.encryption`,
        `none, while the transport of ${list(sites)} is public: others can read ${network} on its way. ` +
            "Write acceptPlaintext: { reason: …, until: <day> } in the tower's file, or give each site a private transport.",
    );
}

function expired(until: string, what: string, today: string): string {
    return `${until} is over (today is ${today}), and sites still send ${what}. Agree on a later day, or use a private transport.`;
}

function who(exposures: readonly Exposure[]): string {
    const sites = [...new Set(exposures.flatMap(({ sites }) => sites))].sort();
    return `${count(sites.length, "site")} (${list(sites)})`;
}
