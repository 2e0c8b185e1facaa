import type { EnvironmentPlan, SharedNetworkPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { ownEnds } from "../../../plan/shared-network-plan.ts";
import type { Check, CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { unproven } from "../isolation.ts";
import { textOf } from "../shell.ts";
import { askWhoHas, madeUpMac } from "../wire.ts";

/**
 * A K-Box lets VXLAN packets of a shared network in from its peers only. From here nobody can send as a stranger: a
 * network that is worth its name drops forged senders. So this looks at the filter itself, rule by rule, as the K-Box's
 * own `k-one-vtep check` does, and at the peers that it lets in, while a peer's packet is seen to get through it. That a
 * stranger's packet is dropped by these rules is what the lab's end-to-end test sends and sees. With Tricircle there is
 * no filter to look at: the tunnels are Neutron's own, which take packets from everybody.
 */
export const strangers: CheckKind = {
    name: "net3 lets no stranger in",
    about: "isolation",
    table: "K-Box to K-Box, on the shared network",
    checks: (plan) => plan.sites.flatMap((site) => ownEnds(site).flatMap((network) => checkOf(plan, site, network))),
};

function checkOf({ sites }: EnvironmentPlan, { site }: SitePlan, network: SharedNetworkPlan): readonly Check[] {
    const [peer] = network.vtep.peers;
    if (peer === undefined || !sites.some((other) => other.site === peer.site)) return [];
    return [
        {
            from: "strangers",
            to: `${site} K-Box`,
            path: `${network.name} lets no stranger in`,
            sites: [site, peer.site],
            run: (hands) => inspect(hands, site, peer.site, network),
        },
    ];
}

async function inspect(hands: Hands, site: string, peer: string, { name, vtep }: SharedNetworkPlan): Promise<Outcome> {
    const [kBox, near, ear] = await Promise.all([hands.kBox(site), hands.kBox(peer), hands.ear(site)]);
    const mac = madeUpMac();
    const [text, arrived] = await Promise.all([
        textOf(kBox, filterScript(name)),
        askWhoHas(near, vtep.device, mac, ["192.0.2.1"]).then(() => ear.hears({ device: vtep.device, from: mac })),
    ]);
    const wrong = whatIsWrong(text, name, vtep.peers.map(({ address }) => address).sort());
    if (wrong !== null) return { ok: false, reason: wrong };
    if (!arrived) return unproven(`a packet of its peer ${peer} doesn't get in either`);
    return { ok: true, ms: 0, reason: `${droppedIn(text)} packets dropped so far` };
}

/** Script for a K-Box: what its filter lacks, then the filter. */
export function filterScript(network: string): string {
    return `as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
$as_root /usr/local/lib/k-one/k-one-vtep check ${network}
echo "=== "
$as_root nft list table inet k-one-${network}`;
}

/** Reads what {@link filterScript} printed; `null` when the filter is the planned one. */
function whatIsWrong(text: string, network: string, peers: readonly string[]): string | null {
    const [found = "", table = ""] = text.split("=== ");
    const differences = parseDifferences(found);
    if (differences === null) return "its k-one-vtep can't be asked";
    const missing = differences.find(
        ({ object }) => object.startsWith("nftables ") && object.endsWith(`k-one-${network}`),
    );
    if (missing !== undefined) return `its filter isn't the planned one: ${missing.change} ${missing.object}`;
    const allowed = [...(/elements = \{([^}]*)\}/.exec(table)?.[1]?.matchAll(/[0-9a-f.:]+/g) ?? [])]
        .map(([one]) => one)
        .sort();
    if (allowed.join() === peers.join()) return null;
    return `it lets in ${allowed.join(", ") || "nobody"}, and its peers are ${peers.join(", ")}`;
}

interface Difference {
    readonly change: string;
    readonly object: string;
}

function parseDifferences(json: string): readonly Difference[] | null {
    try {
        return JSON.parse(json) as readonly Difference[];
    } catch {
        return null;
    }
}

function droppedIn(table: string): number {
    return [...table.matchAll(/counter packets (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}
