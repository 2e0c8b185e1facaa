import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { vxlanOverIpv4 } from "../rules/mtu.ts";
import { list } from "../words.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/**
 * Central Neutron has no MTU to give: each region's own Neutron takes what its underlay leaves after VXLAN, and tells its
 * guests. So the MTU is that number, and the same at every site. What is too big, the rule for all drivers says.
 */
export function* exactMtu(environment: EnvironmentDraft): Iterable<Finding> {
    for (const { name, network, path } of tricircleNetworks(environment)) {
        const { mtu } = network;
        if (mtu === undefined) continue;
        const larger = environment.sites
            .filter(({ file }) => entries(file.shared).some(([shared]) => shared === name))
            .flatMap(({ name: site, file }) => {
                const carried = (file.vtep?.mtu ?? 0) - vxlanOverIpv4;
                return carried > mtu ? [`${site} (${carried})`] : [];
            });
        if (larger.length > 0) yield error(`${path}.mtu`, message(mtu, larger));
    }
}

function message(mtu: number, larger: readonly string[]): string {
    return (
        `${mtu} isn't what guests of some sites would be told: ${list(larger, 10)}. ` +
        `With driver tricircle each region takes its vtep.mtu less ${vxlanOverIpv4}. ` +
        "Write that number here, and the same vtep.mtu at every site."
    );
}
