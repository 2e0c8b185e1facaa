import { shown, type Violation } from "./finding.ts";
import { openedTogether } from "./opened-together.ts";
import { types } from "./openstack-types.ts";
import { prefixOf } from "./prefix.ts";
import type { Resource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";

/** Names and IANA numbers of ICMP. */
const icmp = ["icmp", "1", "icmpv6", "ipv6-icmp", "58"];

/** Ports that nobody opens to everybody. */
const guarded = [
    { port: 22, name: "SSH" },
    { port: 3389, name: "RDP" },
];

/** Nobody opens SSH, RDP or everything to the whole Internet. */
export const openIngress: SitePolicy = {
    name: "open-ingress",
    description:
        "A login that the whole Internet can try is tried, within minutes. The site's file says who may open SSH; what " +
        "must be open to all is an exception with a reason.",
    severity: "high",
    remedy: "Name the CIDRs under access.sshFrom of the site's file, or write an exception into the tower's.",
    prowler: [
        "networking_security_group_allows_ssh_from_internet",
        "networking_security_group_allows_rdp_from_internet",
        "networking_security_group_allows_all_ingress_from_internet",
    ],
    settings: {
        widest: {
            type: "integer",
            default: 8,
            description:
                "Shortest IPv4 prefix that isn't taken for everywhere: two halves of the Internet are all of it.",
        },
        widest6: {
            type: "integer",
            default: 16,
            description: "The same for IPv6, of which an eighth is in use at all.",
        },
        together: {
            type: "integer",
            default: 4,
            description:
                "How many blocks of the widest size all rules of a security group, or of a port's groups, may open SSH or " +
                "RDP to together.",
        },
        ports: {
            type: "integer",
            default: 4096,
            description: "How many ports may be open to everywhere; more are taken for all of them.",
        },
    },
    *checkResource(resource, { settings }) {
        if (resource.type === types.novaSecurityGroup) yield* judgeNovaGroup(resource);
        if (!isIngress(resource) || !fromAnywhere(resource, settings)) return;
        const what = opened(resource, settings);
        if (what !== null) yield* refuse(resource, what);
    },
    /** Many rules that are narrow enough alone may open together what none of them may. */
    *checkStack(resources, { settings }) {
        const rules = resources.filter((one) => isIngress(one) && !isIcmp(one) && !fromAnywhere(one, settings));
        for (const { port, name } of guarded) {
            const opening = rules.filter((rule) => portsOf(rule).first <= port && port <= portsOf(rule).last);
            yield* openedTogether(name, opening, resources, settings);
        }
    },
};

function isIngress({ type, get }: Resource): boolean {
    return type === types.securityGroupRule && get("direction") !== "egress";
}

function isIcmp(rule: Resource): boolean {
    return icmp.includes(String(rule.get("protocol")));
}

/** Rules that Nova once kept itself; Neutron's are judged one by one. */
function* judgeNovaGroup(resource: Resource): Iterable<Violation> {
    const rules = resource.get("rules") ?? [];
    if (Array.isArray(rules) && rules.length === 0) return;
    yield {
        ...{ resource, at: "rules", allowed: "none" },
        found: "it has rules of Nova's, which say in another way what they open",
        fix: "Use networking.SecGroup, and a networking.SecGroupRule for each rule.",
    };
}

function* refuse(resource: Resource, what: string): Iterable<Violation> {
    const from = shown(resource.get("remoteIpPrefix") || "everywhere");
    yield {
        ...{ resource, at: "remoteIpPrefix", allowed: "ICMP from everywhere, all else from named CIDRs" },
        found: `it opens ${what} to ${from}`,
        fix: "Name who needs it under access.sshFrom, or except it in the tower's file with a reason.",
    };
}

/** Whatever isn't known may be everywhere: honest rules are written down. The provider leaves out what is empty. */
function fromAnywhere(resource: Resource, { widest, widest6 }: Check["settings"]): boolean {
    const given = (input: string) => resource.get(input) || undefined;
    if (["remoteGroupId", "remoteAddressGroupId"].some((input) => given(input) !== undefined)) return false;
    const prefix = prefixOf(given("remoteIpPrefix"));
    return prefix === null || prefix.length < Number(prefix.bits === 32 ? widest : widest6);
}

/** What a rule opens that it shouldn't, or `null`. */
function opened(resource: Resource, { ports }: Check["settings"]): string | null {
    if (isIcmp(resource)) return null;
    const { first, last } = portsOf(resource);
    const hit = guarded.filter(({ port }) => first <= port && port <= last);
    if (last - first >= 65534) return "all ports";
    if (hit.length > 0) return hit.map(({ name }) => name).join(" and ");
    return last - first >= Number(ports) ? `${last - first + 1} ports` : null;
}

/** All of them where it isn't said, or isn't known. */
function portsOf(rule: Resource): { readonly first: number; readonly last: number } {
    const [first, last] = [rule.get("portRangeMin") ?? 0, rule.get("portRangeMax") ?? 65535];
    return typeof first === "number" && typeof last === "number" ? { first, last } : { first: 0, last: 65535 };
}
