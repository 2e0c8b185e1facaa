import type { SharedNetworkPlan } from "../plan/environment-plan.ts";

/** A setting of a tunnel that isn't as planned. */
export interface Deviation {
    /** Setting's name, such as `vni`. */
    readonly setting: string;
    readonly found: unknown;
    readonly planned: unknown;
}

/** What a script tells a K-Box about one end of a shared network: JSON in single quotes, as the component `Vtep` writes it. */
export function tunnelConfigsIn(script: string): readonly Readonly<Record<string, unknown>>[] {
    return [...script.matchAll(/'(\{[^']*\})'/g)].map(([, json = ""]) => parse(json)).filter((one) => "vni" in one);
}

/** VNIs that a script names in any other way, such as `ip link add vx1 type vxlan id 70003`. */
export function vnisIn(script: string): readonly number[] {
    const named = script.matchAll(/\b(?:vxlan\s+(?:id|vni)|vni|options:key)["']?\s*[:=\s]\s*["']?(\d+)\b/g);
    return [...named].map(([, vni]) => Number(vni));
}

/** Settings in which an end of a shared network differs from its plan. */
export function deviations(config: Readonly<Record<string, unknown>>, plan: SharedNetworkPlan): readonly Deviation[] {
    const { vni, mtu, vtep } = plan;
    const peers = vtep.peers.map(({ address }) => address).sort();
    const planned = { vni, mtu, local: vtep.address, underlayMtu: vtep.mtu, peers };
    return Object.entries(planned)
        .map(([setting, value]) => ({ setting, found: sorted(config[setting]), planned: value }))
        .filter(({ found, planned: value }) => JSON.stringify(found) !== JSON.stringify(value));
}

function sorted(value: unknown): unknown {
    return Array.isArray(value) ? [...value].sort() : value;
}

function parse(json: string): Readonly<Record<string, unknown>> {
    try {
        return JSON.parse(json);
    } catch {
        return {};
    }
}
