import type { Violation } from "./finding.ts";
import { types } from "./openstack-types.ts";
import { addressesIn, type Prefix, prefixOf } from "./prefix.ts";
import type { StackResource } from "./resource.ts";
import type { Check } from "./site-policy.ts";

/**
 * Refuses security groups, and ports with several of them, whose rules open a service to too many addresses together.
 * @param name The service's, such as `SSH`.
 * @param rules Those that open it, none of them to everywhere.
 */
export function* openedTogether(
    name: string,
    rules: readonly StackResource[],
    resources: readonly StackResource[],
    settings: Check["settings"],
): Iterable<Violation> {
    const groups = rulesByGroup(rules);
    const bundles = [...groups.values(), ...rulesOfPorts(groups, resources)];
    for (const { owner, rules: bundle } of bundles) {
        const prefixes = bundle.flatMap(prefixesOf);
        for (const family of families) {
            const all = prefixes.filter(({ bits }) => bits === family.bits);
            const widest = Number(settings[family.setting]);
            const together = Number(settings.together);
            if (addressesIn(all) <= BigInt(together) << BigInt(family.bits - widest)) continue;
            yield {
                ...{ resource: owner, allowed: `no more addresses than ${together} blocks of /${widest} have` },
                found: `${bundle.length} rules together open ${name} to ${shareOf(all, family.bits)} of ${family.name}`,
                fix: "Name who needs it under access.sshFrom, or except it in the tower's file with a reason.",
            };
        }
    }
}

const families = [
    { bits: 32, name: "IPv4", setting: "widest" },
    { bits: 128, name: "IPv6", setting: "widest6" },
];

/** Rules that filter the same packets. */
interface Bundle {
    /** What is blamed: the group or the port, or a rule of a group that this stack doesn't make. */
    readonly owner: StackResource;
    readonly rules: readonly StackResource[];
}

function rulesByGroup(rules: readonly StackResource[]): ReadonlyMap<string, Bundle> {
    const groups = new Map<string, Bundle & { readonly rules: StackResource[] }>();
    for (const rule of rules) {
        const [group] = rule.sources("securityGroupId");
        const key = group?.urn ?? String(rule.get("securityGroupId"));
        const bundle = groups.get(key) ?? { owner: group ?? rule, rules: [] };
        bundle.rules.push(rule);
        groups.set(key, bundle);
    }
    return groups;
}

/** A port lets in what any of its groups does, those that are added later among them. */
function rulesOfPorts(groups: ReadonlyMap<string, Bundle>, resources: readonly StackResource[]): readonly Bundle[] {
    const ports = new Map<StackResource, Set<string>>();
    for (const resource of resources) {
        const owners = resource.type === types.port ? [resource] : addedTo(resource);
        const urns = owners.length === 0 ? [] : resource.sources("securityGroupIds").map(({ urn }) => urn);
        for (const owner of owners) ports.set(owner, new Set([...(ports.get(owner) ?? []), ...urns]));
    }
    return [...ports].flatMap(([owner, urns]) => {
        const bundles = [...urns].flatMap((urn) => groups.get(urn) ?? []);
        return bundles.length < 2 ? [] : [{ owner, rules: bundles.flatMap(({ rules }) => rules) }];
    });
}

function addedTo(resource: StackResource): readonly StackResource[] {
    if (resource.type !== types.portSecurityGroups) return [];
    const ports = resource.sources("portId");
    return ports.length === 0 ? [resource] : ports;
}

/** The provider makes no address groups, so what is in one that a rule names is anybody's guess. */
function prefixesOf(rule: StackResource): readonly Prefix[] {
    if (rule.get("remoteAddressGroupId")) return everything;
    const prefix = prefixOf(rule.get("remoteIpPrefix"));
    return prefix === null ? [] : [prefix];
}

const everything = ["0.0.0.0/0", "::/0"].flatMap((text) => prefixOf(text) ?? []);

function shareOf(prefixes: readonly Prefix[], bits: number): string {
    const thousandths = Number((addressesIn(prefixes) * 1000n) >> BigInt(bits));
    return `${thousandths / 10} %`;
}
