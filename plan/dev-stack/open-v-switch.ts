import type { SiteFile } from "../site-file.ts";
import type { TowerFile } from "../tower-file.ts";
import type { OpenVSwitchPlan, OvsBridgePlan } from "./dev-stack-plan.ts";
import type { SiteGround } from "./site-ground.ts";

/** A tower has no networks of its own. */
export const noSwitch: OpenVSwitchPlan = { datapath: "system", bridges: [], bridgeMappings: "" };

/** Open vSwitch of a K-Box: one bridge for each of its physical networks. */
export function planSwitch({ file, settings, tower }: SiteGround): OpenVSwitchPlan {
    return mapped(settings.datapath, [
        externalBridge(file, settings.interfaces.external),
        ...clusterBridges(file),
        ...sharedBridges(file, tower),
    ]);
}

/** Open vSwitch of a compute node: the control network, where it has a card on it; the site's way out is at the K-Box. */
export function planNodeSwitch({ file, settings }: SiteGround, card: string | null): OpenVSwitchPlan {
    const { control } = file.networks;
    if (control === null || card === null) return mapped(settings.datapath, []);
    return mapped(settings.datapath, [{ ...bridge(control.physical), interface: card }]);
}

/** Neutron's physical networks at a K-Box, sorted. */
export function physicalNetworks(ground: SiteGround): readonly string[] {
    return planSwitch(ground)
        .bridges.map(({ physical }) => physical)
        .sort();
}

function mapped(datapath: OpenVSwitchPlan["datapath"], bridges: readonly OvsBridgePlan[]): OpenVSwitchPlan {
    const sorted = [...bridges].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
        datapath,
        bridges: sorted,
        bridgeMappings: sorted.map(({ name, physical }) => `${physical}:${name}`).join(","),
    };
}

/** Without a card the K-Box is the gateway itself. DevStack's own name for this bridge is `br-ex`. */
function externalBridge({ external }: SiteFile, card: string | null): OvsBridgePlan {
    const { physical } = external;
    if (card !== null) return { ...bridge(physical, "br-ex"), interface: card };
    return { ...bridge(physical, "br-ex"), address: withPrefix(external.gateway, external.cidr), masquerade: true };
}

/** The control VM's way to a Keystone elsewhere leads over the management network's gateway, which is the K-Box. */
function clusterBridges({ networks, devstack }: SiteFile): OvsBridgePlan[] {
    return (["management", "control", "data"] as const).flatMap((kind) => {
        const network = networks[kind];
        if (network === null) return [];
        const address = network.gateway === null ? null : withPrefix(network.gateway, network.cidr);
        const masquerade = kind === "management" && address !== null;
        return [{ ...bridge(network.physical), interface: devstack?.interfaces[kind] ?? null, address, masquerade }];
    });
}

/** With tricircle the agents' own tunnels carry a shared network, and it needs no bridge. */
function sharedBridges({ shared }: SiteFile, { sharedNetworks }: TowerFile): OvsBridgePlan[] {
    return Object.keys(shared)
        .filter((network) => sharedNetworks[network]?.driver !== "tricircle")
        .map((network) => bridge(network));
}

function bridge(physical: string, name = `br-${physical}`): OvsBridgePlan {
    return { name, physical, interface: null, address: null, masquerade: false };
}

function withPrefix(address: string, cidr: string): string {
    return `${address}/${cidr.replace(/^.*\//, "")}`;
}
