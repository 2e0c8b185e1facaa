import { shown, type Violation } from "./finding.ts";
import { types } from "./openstack-types.ts";
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
            description: "Shortest prefix that isn't taken for everywhere: two halves of the Internet are all of it.",
        },
    },
    *checkResource(resource, { settings }) {
        if (resource.type === types.novaSecurityGroup) yield* judgeNovaGroup(resource);
        if (resource.type !== types.securityGroupRule || resource.get("direction") === "egress") return;
        if (!fromAnywhere(resource, settings)) return;
        const what = opened(resource);
        if (what !== null) yield* refuse(resource, what);
    },
};

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
function fromAnywhere(resource: Resource, { widest }: Check["settings"]): boolean {
    const given = (input: string) => resource.get(input) || undefined;
    if (["remoteGroupId", "remoteAddressGroupId"].some((input) => given(input) !== undefined)) return false;
    const prefix = given("remoteIpPrefix");
    const length = typeof prefix === "string" ? Number(prefix.split("/")[1] ?? 128) : 0;
    return Number.isNaN(length) || length < Number(widest);
}

/** What a rule opens that it shouldn't, or `null`. */
function opened(resource: Resource): string | null {
    const protocol = resource.get("protocol") ?? "any";
    if (icmp.includes(String(protocol))) return null;
    const [first, last] = [resource.get("portRangeMin") ?? 0, resource.get("portRangeMax") ?? 65535];
    if (typeof first !== "number" || typeof last !== "number" || last - first >= 65534) return "all ports";
    const hit = guarded.filter(({ port }) => first <= port && port <= last);
    return hit.length === 0 ? null : hit.map(({ name }) => name).join(" and ");
}
