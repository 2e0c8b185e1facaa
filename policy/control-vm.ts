import { contains } from "../plan/cidr.ts";
import type { ClusterNetworkPlan, SitePlan } from "../plan/environment-plan.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { clusterNetworks, isOneOf, networksBehind, rangeOf } from "./network-behind.ts";
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
        const feet = feetOf(instances, resources);
        const controlVms = instances.filter((instance) => isControlVm(instance, feet, stack));
        const rules = rulesByGroup(controlVms.length === 0 ? [] : resources);
        for (const instance of controlVms) yield* judgeInstance(instance, { feet, rules }, stack);
        const own = new Set(controlVms.flatMap((one) => [one, ...portsOf(one)]).map(({ urn }) => urn));
        yield* judgeChanges(resources, own);
        if (clusterNetworks(stack.site).length === 0) return;
        for (const instance of instances.filter((one) => !isImportedGuest(one, stack)))
            yield* judgeHidden(instance, feet);
        for (const resource of resources) yield* judgeAttached(resource, own, stack);
    },
};

/** Networks of this stack that each instance has a NIC on. */
type Feet = ReadonlyMap<StackResource, readonly StackResource[]>;

/** A NIC leads to its network by the id of a network or a port, or by a network's name. */
function feetOf(instances: readonly StackResource[], resources: readonly StackResource[]): Feet {
    const networks = resources.filter(({ type, read }) => type === types.network && !read);
    const byName = new Map(networks.map((network) => [network.get("name"), network]));
    return new Map(
        instances.map((instance) => {
            const named = nicsOf(instance).flatMap(({ name, uuid, port }) =>
                (uuid ?? port) ? [] : (byName.get(name) ?? []),
            );
            return [instance, [...networksBehind(instance, "networks").filter(({ read }) => !read), ...named]];
        }),
    );
}

/** What an instance says of its NICs; what isn't known, or left to Nova, counts as one NIC of which nothing is said. */
function nicsOf(instance: StackResource): readonly Nic[] {
    const nics = instance.get("networks");
    return Array.isArray(nics) ? nics.map((nic) => (typeof nic === "object" && nic !== null ? nic : {})) : [{}];
}

interface Nic {
    /** @default - it is given by another input */
    readonly name?: unknown;
    /** @default - it is given by another input */
    readonly uuid?: unknown;
    /** @default - it is given by another input */
    readonly port?: unknown;
}

/** A network that nobody can tell may be the one on which the K-Cluster's boxes are managed. */
function* judgeHidden(instance: StackResource, feet: Feet): Iterable<Violation> {
    if ((feet.get(instance) ?? []).length >= nicsOf(instance).length) return;
    yield {
        ...{ resource: instance, at: "networks", allowed: "networks and ports that this stack makes" },
        found: "it has a NIC on a network that may be the K-Cluster's own: this stack doesn't make it",
        fix: "Give each NIC the id of a port of this stack.",
    };
}

/** Its state tells the NICs that it had when it was imported, old networks among them; the program leaves that input as it is. */
function isImportedGuest(instance: StackResource, { site }: Stack): boolean {
    const isGuest = instance.urn.includes("k-one:index:Guest$") && instance.get("name") === site?.guest?.name;
    return isGuest && site?.imported.includes("guest") === true;
}

/** What any instance gets later. */
function* judgeAttached(resource: StackResource, own: ReadonlySet<string>, { site }: Stack): Iterable<Violation> {
    if (resource.type !== types.interfaceAttach) return;
    if (resource.sources("instanceId").some(({ urn }) => own.has(urn))) return;
    const networks = ["networkId", "portId"].flatMap((input) => networksBehind(resource, input));
    const made = networks.filter(({ read }) => !read);
    if (made.length > 0 && !made.some((network) => isOneOf(clusterNetworks(site), network))) return;
    yield {
        ...{ resource, at: resource.get("portId") === undefined ? "networkId" : "portId" },
        found: `it gives an instance a NIC on ${made[0]?.name ?? "a network that this stack doesn't make"}`,
        allowed: "networks of this stack that aren't the K-Cluster's own",
        fix: "Take it away: what manages the K-Cluster is its control VM.",
    };
}

type Rules = ReadonlyMap<string, readonly StackResource[]>;

/** By what it is in, or by where it has a foot, whatever it is called. */
function isControlVm(instance: StackResource, feet: Feet, { site }: Stack): boolean {
    return (
        instance.urn.includes("k-one:index:ControlVm$") ||
        (feet.get(instance) ?? []).some((network) => isOneOf(clusterNetworks(site), network))
    );
}

/** The data network carries what the boxes work on; nobody manages anything there. */
function managingNetworks({ management, control }: SitePlan["networks"]): readonly ClusterNetworkPlan[] {
    return [management, control].flatMap((network) => network ?? []);
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

function* judgeInstance(
    instance: StackResource,
    { feet, rules }: { readonly feet: Feet; readonly rules: Rules },
    stack: Stack,
): Iterable<Finding> {
    const allowed = stack.site === null ? [] : managingNetworks(stack.site.networks);
    for (const network of (feet.get(instance) ?? []).filter((one) => !isOneOf(allowed, one))) {
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
    const bare = nicsOf(instance).filter(({ port }) => port === undefined).length;
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
            fix: "Name a range of the site's own K-Cluster, its region's APIs or its Keystone.",
        };
    }
}

function asksForAddress(rule: StackResource): boolean {
    return Object.entries(dhcp).every(([input, value]) => rule.get(input) === value);
}

/** The K-Cluster's networks, the machine with the region's APIs, the site's Keystone, and the instance's own data. */
function allowedRanges({ site }: Stack): readonly string[] {
    const own = site === null ? [] : [site.kBox.address, new URL(site.authUrl).hostname];
    return [...clusterNetworks(site).map(({ cidr }) => cidr), ...own, metadataAddress];
}
