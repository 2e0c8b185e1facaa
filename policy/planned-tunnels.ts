import { isDeepStrictEqual } from "node:util";
import type { SharedNetworkDefinition } from "../plan/environment-plan.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { physicalOf } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import { notKnown, type Resource } from "./resource.ts";
import { scriptsOf } from "./scripts.ts";
import type { SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";
import { deviations, tunnelConfigsIn, vnisIn } from "./tunnel-config.ts";

/** Sites are joined by the planned VXLAN tunnels from one K-Box to another, and by nothing that a switch must know. */
export const plannedTunnels: SitePolicy = {
    name: "planned-tunnels",
    description:
        "Nobody in the consortium owns the switches between sites, so neither VLANs nor multicast groups can be had " +
        "there; and a tunnel with another VNI, MTU or peer joins what the planner has not proven.",
    severity: "high",
    remedy: "Let the planner set VNI, MTU and peers; use no VLAN and no multicast group.",
    *checkResource(resource, { stack }) {
        if (resource.type === types.network) yield* judgeNetwork(resource, stack);
        if (resource.type === types.trunk) yield vlan(resource, undefined, "it is a trunk of VLANs");
        for (const { at, text } of scriptsOf(resource)) {
            if (text === notKnown) yield { resource, unknown: at };
            else yield* judgeScript(resource, at, text, stack);
        }
    },
};

function* judgeNetwork(resource: Resource, { plan, site }: Stack): Iterable<Finding> {
    for (const [at, type] of networkTypes(resource)) {
        if (type === notKnown || /vlan/i.test(String(type))) yield vlan(resource, at, `network type is ${shown(type)}`);
    }
    const transparent = resource.get("transparentVlan") ?? false;
    if (transparent !== false) yield vlan(resource, "transparentVlan", `it carries VLANs (${shown(transparent)})`);
    const definition = plan.tower.sharedNetworks.find(({ name }) => isOn(resource, name));
    if (definition?.driver === "tricircle" && site === null) yield* judgeCentral(resource, definition);
    else if (definition !== undefined) yield* judgeShared(resource, definition);
    else if (resource.get("name") === notKnown) yield { resource, unknown: "name" };
}

function networkTypes(resource: Resource): [string, unknown][] {
    const segments = resource.get("segments") ?? [];
    const written = resource.get("valueSpecs", "provider:network_type");
    if (!Array.isArray(segments)) return [["segments", segments]];
    return [
        ...(written === undefined ? [] : [["valueSpecs.provider:network_type", written] as [string, unknown]]),
        ...segments.map((_, index): [string, unknown] => [
            `segments[${index}].networkType`,
            resource.get("segments", index, "networkType"),
        ]),
    ];
}

function isOn(resource: Resource, name: string): boolean {
    return resource.get("name") === name || physicalOf(resource) === name;
}

function* judgeShared(resource: Resource, { name, mtu }: SharedNetworkDefinition): Iterable<Violation> {
    if (resource.get("mtu") !== mtu) {
        yield {
            ...{ resource, at: "mtu", allowed: String(mtu) },
            found: `${name}'s MTU is ${shown(resource.get("mtu"))}`,
            fix: `Set it to ${name}'s mtu in the tower's file, which every pair of sites can carry.`,
        };
    }
    const [given] = networkTypes(resource);
    const [at, type] = given ?? ["valueSpecs", undefined];
    if (type === "flat") return;
    yield {
        ...{ resource, at, allowed: "flat" },
        found: `${name}'s network type is ${shown(type)}`,
        fix: `Put it flat on physical network ${name}: the tunnels are made by the K-Boxes.`,
    };
}

/** Central Neutron has no MTU to be told; the planner proves that all regions come to the planned one. */
function* judgeCentral(resource: Resource, { name, vni }: SharedNetworkDefinition): Iterable<Violation> {
    const planned = { "provider:network_type": "vxlan", "provider:segmentation_id": String(vni) };
    const given = resource.get("valueSpecs");
    if (isDeepStrictEqual(given, planned) && resource.get("segments") === undefined) return;
    yield {
        ...{ resource, at: "valueSpecs", allowed: shown(planned) },
        found: `${name} is on ${shown(resource.get("segments") ?? given)}`,
        fix: `Make it VXLAN with the VNI of the tower's file.`,
    };
}

function* judgeScript(resource: Resource, at: string, text: string, stack: Stack): Iterable<Finding> {
    const group = /\b(?:22[4-9]|23\d)(?:\.\d{1,3}){3}\b|\bff[0-9a-f]{2}:[0-9a-f:]+/i.exec(text)?.[0];
    if (group !== undefined) {
        yield {
            ...{ resource, at, allowed: "unicast to the planned peers" },
            found: `it uses multicast group ${group}`,
            fix: "Take it away: the network between sites carries no multicast.",
        };
    }
    const tag = /\btype\s+vlan\b|\bvlan_mode\b|\btrunks=|\btag=\d|\bvconfig\b|\b8021q\b/.exec(text)?.[0];
    if (tag !== undefined) yield vlan(resource, at, `it sets up a VLAN (${tag})`);
    for (const config of tunnelConfigsIn(text)) yield* judgeConfig(resource, at, config, stack);
    yield* judgeVnis(resource, at, text, stack);
}

function* judgeConfig(
    resource: Resource,
    at: string,
    config: Readonly<Record<string, unknown>>,
    { site, file }: Stack,
): Iterable<Violation> {
    const networks = site?.sharedNetworks ?? [];
    const plan = networks.find(({ name }) => name === config.network);
    if (plan === undefined) {
        yield {
            ...{ resource, at, allowed: networks.map(({ name }) => name).join(", ") || "no tunnel" },
            found: `it joins ${shown(config.network)}, of which ${file} says nothing`,
            fix: "Declare the shared network in the tower's file and the site's share in the site's.",
        };
        return;
    }
    for (const { setting, found, planned } of deviations(config, plan)) {
        yield {
            ...{ resource, at, allowed: shown(planned) },
            found: `${plan.name}'s ${setting} is ${shown(found)}`,
            fix: "Leave it to the planner: it is proven for all sites there.",
        };
    }
}

/** Those of the configs are judged with them. */
function* judgeVnis(resource: Resource, at: string, text: string, { plan }: Stack): Iterable<Violation> {
    const planned = plan.tower.sharedNetworks.map(({ vni }) => vni);
    const configured = tunnelConfigsIn(text).map(({ vni }) => vni);
    const strange = vnisIn(text).filter((vni) => !planned.includes(vni) && !configured.includes(vni));
    for (const vni of new Set(strange)) {
        yield {
            ...{ resource, at, allowed: planned.join(", ") || "none" },
            found: `it names VNI ${vni}`,
            fix: "Use the VNI of the tower's file.",
        };
    }
}

function vlan(resource: Resource, at: string | undefined, found: string): Violation {
    return {
        ...{ resource, found },
        ...(at === undefined ? {} : { at }),
        allowed: "no VLAN",
        fix: "Use the site's own untagged networks, and the shared network between sites.",
    };
}
