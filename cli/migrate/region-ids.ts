import type { Cloud } from "../../cloud/cloud.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import { logicalName, type StackState, type StateResource } from "../recover/state.ts";
import { centralResources } from "./state.ts";

/** A region's Neutron that is asked for its objects. */
export type Region = Pick<Cloud, "request">;

/** A rule of a security group, as both Neutron and Central Neutron have it. */
export interface GroupRule {
    /** Group's id, in Central Neutron and in the region. */
    readonly group: string;
    readonly direction: string;
    readonly ethertype: string;
    /** Empty for any. */
    readonly protocol: string;
    /** Empty for any. */
    readonly prefix: string;
    /** First port; 0 for any. */
    readonly low: number;
    readonly high: number;
    readonly description: string;
}

interface Listed {
    readonly id: string;
    /** @default - the kind has none */
    readonly name?: string;
}

interface ListedRule extends Listed {
    readonly direction: string;
    readonly ethertype: string;
    readonly protocol: string | null;
    readonly remote_ip_prefix: string | null;
    readonly port_range_min: number | null;
    readonly port_range_max: number | null;
}

/** Security group rules that a site's stack has made in Central Neutron. */
export function rulesIn(state: StackState): readonly GroupRule[] {
    return ofType(state, "secGroupRule:SecGroupRule").map(ruleOf);
}

/**
 * Ids of the objects that Central Neutron and a site's own Neutron call differently: the external network with its subnet,
 * router and interface, floating IPs, rules of security groups. The others have one id in both.
 * @returns The region's id by Central Neutron's.
 * @throws UserError with all that the region has not.
 */
export async function regionIds(
    region: Region,
    site: SitePlan,
    state: StackState,
): Promise<ReadonlyMap<string, string>> {
    const list = async <T extends Listed>(collection: string, query: Readonly<Record<string, string>>) => {
        const path = `/${collection}?${new URLSearchParams(query)}`;
        const body = await region.request<Record<string, readonly T[]>>("network", site.region, path);
        return body[collection.replaceAll("-", "_")] ?? [];
    };
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const [type, lookUp] of Object.entries(lookUps)) {
        for (const resource of ofType(state, type)) {
            const id = await lookUp(resource, list, found);
            if (id === undefined) missing.push(logicalName(resource.urn));
            else found.set(resource.id ?? "", id);
        }
    }
    if (missing.length > 0) throw new UserError(describeMissing(site, missing));
    return found;
}

type List = <T extends Listed>(collection: string, query: Readonly<Record<string, string>>) => Promise<readonly T[]>;
type LookUp = (resource: StateResource, list: List, found: ReadonlyMap<string, string>) => Promise<string | undefined>;

/** How a region's copy is found, by type: what others hang on comes before them. */
const lookUps: Readonly<Record<string, LookUp>> = {
    "network:Network": copyIn("networks"),
    "subnet:Subnet": copyIn("subnets"),
    "port:Port": copyIn("ports"),
    "secGroup:SecGroup": copyIn("security-groups"),
    "router:Router": copyIn("routers"),
    "routerInterface:RouterInterface": async (port, list, found) => {
        const [router, subnet] = [text(port, "routerId"), text(port, "subnetId")].map((id) => found.get(id));
        if (router === undefined || subnet === undefined) return undefined;
        return (await list("ports", { device_id: router, fixed_ips: `subnet_id=${subnet}` }))[0]?.id;
    },
    "floatingIp:FloatingIp": async (address, list) =>
        (await list("floatingips", { floating_ip_address: text(address, "address") }))[0]?.id,
    "secGroupRule:SecGroupRule": async (rule, list, found) => {
        const wanted = ruleOf(rule);
        const group = found.get(wanted.group);
        if (group === undefined) return undefined;
        const rules = await list<ListedRule>("security-group-rules", { security_group_id: group });
        return rules.find((candidate) => isSame(candidate, wanted))?.id;
    },
};

/** Tricircle keeps an object's id in the region, or names the copy after it; an external network keeps its name alone. */
function copyIn(collection: string): LookUp {
    return async (resource, list) => {
        const { id = "" } = resource;
        const same = await list(collection, { id });
        const named = await list(collection, { name: id });
        const namesake = await list(collection, { name: text(resource, "name") });
        const found =
            same.find((listed) => listed.id === id) ??
            named.find(({ name }) => name === id) ??
            namesake.find(({ name }) => name !== undefined && name === text(resource, "name"));
        return found?.id;
    };
}

function ofType(state: StackState, type: string): readonly StateResource[] {
    return centralResources(state).filter((resource) => resource.type === `openstack:networking/${type}`);
}

function text(resource: StateResource, key: string): string {
    return String(resource.outputs?.[key] ?? resource.inputs?.[key] ?? "");
}

function ruleOf(resource: StateResource): GroupRule {
    return {
        group: text(resource, "securityGroupId"),
        direction: text(resource, "direction"),
        ethertype: text(resource, "ethertype"),
        protocol: text(resource, "protocol"),
        prefix: text(resource, "remoteIpPrefix"),
        low: Number(text(resource, "portRangeMin")),
        high: Number(text(resource, "portRangeMax")),
        description: text(resource, "description"),
    };
}

function isSame(listed: ListedRule, wanted: GroupRule): boolean {
    return (
        listed.direction === wanted.direction &&
        listed.ethertype === wanted.ethertype &&
        (listed.protocol ?? "") === wanted.protocol &&
        (listed.remote_ip_prefix ?? "") === wanted.prefix &&
        (listed.port_range_min ?? 0) === wanted.low &&
        (listed.port_range_max ?? 0) === wanted.high
    );
}

function describeMissing(site: SitePlan, missing: readonly string[]): string {
    return (
        `site ${site.site}: Neutron in ${site.region} hasn't got ${missing.join(", ")}, which Central Neutron has made. ` +
        `Nothing was changed in the state. Is a job of XJob still open, or was it deleted there? See \`npx k-one status ${site.environment}\`.`
    );
}
