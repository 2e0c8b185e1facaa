import type { SharedNetworkPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { ownEnds } from "../../../plan/shared-network-plan.ts";
import { withBridge } from "../../k-box/planned-bridge.ts";
import { describeDifference, lookAtVtep, plannedEnd } from "../../k-box/vtep-end.ts";
import type { Shell } from "../../verify/shell.ts";
import { type DoctorCheck, type DoctorFinding, ok, upHint, wrong } from "../check.ts";
import { shellOf } from "../hands.ts";

/** The K-Box's end of each shared network is as the plan says: device, one head-end entry a peer, filter, bridge, units. */
export const vtep: DoctorCheck<SitePlan> = {
    name: "VTEP",
    needs: ["K-Box's programs"],
    run: async (site, hands) => {
        const shell = await shellOf(hands, site);
        const open = (entry: string) => hands.cloud(entry);
        const ends = ownEnds(site).map((network) => withBridge(site, network, open));
        return (await Promise.all((await Promise.all(ends)).map((end) => look(shell, site, end)))).flat();
    },
};

async function look(shell: Shell, site: SitePlan, network: SharedNetworkPlan): Promise<readonly DoctorFinding[]> {
    const { name, vni, mtu, vtep } = network;
    const { installed, differences, warnings } = await lookAtVtep(shell, site.kBox, plannedEnd(network));
    if (!installed) return [{ status: "not yet", text: `${name} isn't there yet. ${upHint(site)} makes it.` }];
    const findings = [
        ...differences.map((found) => wrong(`${name}: ${describeDifference(found)}. ${mend(found.change, site)}`)),
        ...warnings.filter(isNews).map((text) => wrong(`${name}: ${text}.`)),
    ];
    if (findings.length > 0) return findings;
    const peers = vtep.peers.map(({ site: peer, address }) => `${peer} (${address})`).join(", ") || "none";
    return [
        ok(`${name}: ${vtep.device} in ${vtep.bridge}, VNI ${vni}, from ${vtep.address}, MTU ${mtu}; peers: ${peers}`),
    ];
}

/** What is in the way must go first. */
function mend(change: string, site: SitePlan): string {
    return change === "conflict" ? "" : `${upHint(site)} mends it.`;
}

/** The look at the underlay says these already. */
function isNews(warning: string): boolean {
    return !/vtep\.mtu|this site's VTEP/.test(warning);
}
