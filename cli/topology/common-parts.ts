import {
    type EnvironmentPlan,
    hasKeystone,
    type SharedNetworkDefinition,
    type TowerPlan,
} from "../../plan/environment-plan.ts";
import { count } from "../../plan/words.ts";
import type { Fact, Part } from "./topology.ts";

/** The parts that all sites have in common: the tower, and each shared network. */
export function commonParts(plan: EnvironmentPlan): readonly Part[] {
    return [towerPart(plan.tower), ...plan.tower.sharedNetworks.map((network) => sharedPart(network, plan))];
}

function towerPart(tower: TowerPlan): Part {
    return {
        id: "tower",
        kind: "tower",
        title: "tower",
        facts: [...keystone(tower), { name: "deletion", values: [tower.production ? "protected" : "allowed"] }],
    };
}

/** With a Keystone at each site the tower is a file: it runs nowhere. */
function keystone(tower: TowerPlan): readonly Fact[] {
    if (!hasKeystone(tower)) return [{ name: "Keystone", values: ["one at each site"] }];
    const { authUrl, region, host } = tower;
    return [
        { name: "Keystone", values: [authUrl] },
        { name: "region", values: [region] },
        { name: "lives on", values: [host === null ? "a machine of its own" : `the K-Box of ${host}`] },
    ];
}

function sharedPart(network: SharedNetworkDefinition, plan: EnvironmentPlan): Part {
    const { name, driver, cidr, vni, mtu } = network;
    const members = plan.sites.filter((site) => site.sharedNetworks.some((own) => own.name === name)).length;
    return {
        id: `tower/${name}`,
        kind: "shared network",
        title: name,
        facts: [
            { name: "driver", values: [driver] },
            { name: "range", values: [cidr] },
            { name: "VNI", values: [String(vni)] },
            { name: "MTU", values: [String(mtu)] },
            { name: "encryption", values: [encryption(network, plan)] },
            { name: "tunnels", values: [`${(members * (members - 1)) / 2} among ${count(members, "site")}`] },
        ],
    };
}

/** Plaintext is a fact of its own kind: accepted until a day, or kept on networks that are private. */
function encryption({ name, encryption }: SharedNetworkDefinition, { tower, sites }: EnvironmentPlan): string {
    if (encryption !== "none") return encryption;
    const open = sites.some(
        ({ sharedNetworks, underlay }) =>
            underlay.transport === "public" && sharedNetworks.some((own) => own.name === name),
    );
    if (!open) return "none (every transport is private)";
    return `none (plaintext until ${tower.acceptPlaintext?.until ?? "no day"})`;
}
