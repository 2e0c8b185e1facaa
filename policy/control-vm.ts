import { contains } from "../plan/cidr.ts";
import type { ClusterNetworkPlan, SitePlan } from "../plan/environment-plan.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { networksBehind, physicalOf, rangeOf } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import type { StackResource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** Where cloud-init finds the instance's own data. */
const metadataAddress = "169.254.169.254/32";

/** How a machine without an address asks for one: OVN lets it ask only where a rule says so. */
const dhcp = { remoteIpPrefix: "255.255.255.255/32", protocol: "udp", portRangeMin: 67, portRangeMax: 67 };

/** A control VM has a foot in its own K-Cluster only, and its packets leave it for nowhere else. */
export const controlVm: SitePolicy = {
    name: "control-vm",
    description:
        "The control VM may do anything to its site's boxes. With a foot on a tenant network or on net3, or a way out to " +
        "other sites, whoever takes it over would go on from there.",
    severity: "critical",
    remedy:
        "Give it NICs on the K-Cluster's management and control networks, and egress rules to that K-Cluster, its region " +
        "and the tower.",
    prowler: ["compute_instance_isolated_private_network", "compute_instance_security_groups_attached"],
    *checkStack(resources, { stack }: Check) {
        const instances = resources.filter(({ type }) => type === types.instance);
        const controlVms = instances.filter((instance) => isControlVm(instance, stack));
        const rules = rulesByGroup(controlVms.length === 0 ? [] : resources);
        for (const instance of controlVms) yield* judgeInstance(instance, rules, stack);
        yield* judgeChanges(
            resources,
            new Set(controlVms.flatMap((one) => [one, ...portsOf(one)]).map(({ urn }) => urn)),
        );
    },
};

type Rules = ReadonlyMap<string, readonly StackResource[]>;

/** By what it is in, or by where it has a foot, whatever it is called. */
function isControlVm(instance: StackResource, { site }: Stack): boolean {
    return (
        instance.urn.includes("k-one:index:ControlVm$") ||
        networksBehind(instance, "networks").some((network) => isOneOf(clusterNetworks(site), network))
    );
}

function isOneOf(networks: readonly ClusterNetworkPlan[], network: StackResource): boolean {
    return networks.some(({ physical }) => physical === physicalOf(network));
}

/** The data network carries what the boxes work on; nobody manages anything there. */
function managingNetworks({ management, control }: SitePlan["networks"]): readonly ClusterNetworkPlan[] {
    return [management, control].flatMap((network) => network ?? []);
}

function clusterNetworks(site: SitePlan | null) {
    return Object.values(site?.networks ?? {}).flatMap((network) => network ?? []);
}

/** Egress rules by the URN of their security group. */
function rulesByGroup(resources: readonly StackResource[]): Rules {
    const rules = new Map<string, StackResource[]>();
    for (const rule of resources.filter(isEgress)) {
        for (const { urn } of rule.sources("securityGroupId")) rules.set(urn, [...(rules.get(urn) ?? []), rule]);
    }
    return rules;
}

function isEgress(resource: StackResource): boolean {
    return resource.type === types.securityGroupRule && resource.get("direction") !== "ingress";
}

function* judgeInstance(instance: StackResource, rules: Rules, stack: Stack): Iterable<Finding> {
    const allowed = stack.site === null ? [] : managingNetworks(stack.site.networks);
    for (const network of networksBehind(instance, "networks").filter((one) => !isOneOf(allowed, one))) {
        yield {
            ...{ resource: instance, at: "networks", allowed: "this site's own management and control network" },
            found: `the control VM has a NIC on ${network.name}`,
            fix: "Take that NIC away.",
        };
    }
    const ports = portsOf(instance);
    yield* judgeNics(instance, ports);
    for (const group of new Set(ports.flatMap((port) => port.sources("securityGroupIds")))) {
        yield* judgeGroup(group, rules.get(group.urn) ?? [], stack);
    }
}

function portsOf(instance: StackResource): readonly StackResource[] {
    return instance.sources("networks").filter(({ type }) => type === types.port);
}

/** What is added to a control VM or to its ports is on no list that is judged with them. */
function* judgeChanges(resources: readonly StackResource[], own: ReadonlySet<string>): Iterable<Violation> {
    const inputs: Readonly<Record<string, string>> = {
        [types.interfaceAttach]: "instanceId",
        [types.portSecurityGroups]: "portId",
    };
    for (const resource of resources) {
        const at = inputs[resource.type];
        if (at === undefined || !resource.sources(at).some(({ urn }) => own.has(urn))) continue;
        yield {
            ...{ resource, at, allowed: "the NICs and security groups that the control VM is made with" },
            found: "it adds to the control VM after it was made",
            fix: "Give the instance its ports, and the ports their groups, where they are made.",
        };
    }
}

/** A NIC that names its network, or a port without a group, is filtered by nothing that is seen here. */
function* judgeNics(instance: StackResource, ports: readonly StackResource[]): Iterable<Violation> {
    const nics = instance.get("networks");
    const bare = Array.isArray(nics) ? nics.filter((nic) => nic?.port === undefined).length : 1;
    const open = ports.filter((port) => port.sources("securityGroupIds").length === 0);
    for (const resource of [...(bare > 0 ? [instance] : []), ...open]) {
        yield {
            ...{ resource, allowed: "ports of this stack with a security group of their own" },
            found: "the control VM has a NIC without a security group of this stack",
            fix: "Make a port with a security group for each NIC.",
        };
    }
}

function* judgeGroup(group: StackResource, rules: readonly StackResource[], stack: Stack): Iterable<Violation> {
    if (group.get("deleteDefaultRules") !== true) {
        yield {
            ...{ resource: group, at: "deleteDefaultRules", allowed: "true" },
            found: "Neutron's default rules let everything out",
            fix: "Set it to true and allow what is needed, one rule each.",
        };
    }
    const allowed = allowedRanges(stack);
    for (const rule of rules) {
        const range = rangeOf(rule.get("remoteIpPrefix"));
        const inside =
            range !== null && allowed.some((cidr) => contains(rangeOf(cidr) ?? { first: 1, last: 0 }, range));
        if (inside || asksForAddress(rule)) continue;
        yield {
            ...{ resource: rule, at: "remoteIpPrefix", allowed: allowed.join(", ") },
            found: `it lets the control VM out to ${shown(rule.get("remoteIpPrefix") ?? "everywhere")}`,
            fix: "Name a range of the site's own K-Cluster, its region's APIs or the tower's Keystone.",
        };
    }
}

function asksForAddress(rule: StackResource): boolean {
    return Object.entries(dhcp).every(([input, value]) => rule.get(input) === value);
}

/** The K-Cluster's networks, the machine with the region's APIs, the tower's Keystone, and the instance's own data. */
function allowedRanges({ site, plan }: Stack): readonly string[] {
    const keystone = new URL(plan.tower.authUrl).hostname;
    const own = site === null ? [] : [site.kBox.address];
    return [...clusterNetworks(site).map(({ cidr }) => cidr), ...own, keystone, metadataAddress];
}
