import Table from "cli-table3";
import type { ImportResource } from "./import-file.ts";
import { nameOf } from "./import-file.ts";
import { leftAlone } from "./left-alone.ts";
import type { NetworkPart, OldSite } from "./parts.ts";
import type { OldPort } from "./snapshot.ts";

/**
 * What becomes of an object: `import` (and nothing but our label is added), `update` (imported, then changed in place by
 * the next `up`), `create` (there is no old one), `leave` (stays as it is, and no stack knows of it).
 */
export type ImportAction = "import" | "update" | "create" | "leave";

/** One line of the report. */
export interface ImportRow {
    readonly site: string;
    /** Old object with its name, such as `network net1`; `null` when there is none. */
    readonly object: string | null;
    /** Its id in OpenStack, or `null`. */
    readonly id: string | null;
    /** Logical name of the stack's resource, such as `gist-tenant-network`; `null` when none takes it over. */
    readonly resource: string | null;
    readonly action: ImportAction;
    readonly why: string;
}

/** Every object of a site with what becomes of it, then what its stack makes anew. */
export function reportSite(old: OldSite, created: readonly ImportResource[]): readonly ImportRow[] {
    const made = created.map((resource) => ({
        site: old.site,
        object: null,
        id: null,
        resource: nameOf(resource),
        action: "create" as const,
        why: reasonFor(nameOf(resource), old.site),
    }));
    return [...imported(old), ...made, ...leftAlone(old)];
}

/** The report for a human. */
export function renderRows(rows: readonly ImportRow[], color: boolean): string {
    const style = color ? { head: ["bold"], border: [] } : { head: [], border: [] };
    const table = new Table({ head: ["site", "old object", "resource of the stack", "action", "why"], style });
    for (const { site, object, resource, action, why } of rows) {
        table.push([site, object ?? "", resource ?? "", action === "leave" ? "left alone" : action, why]);
    }
    return table.toString();
}

const label = "gets our description and tag";

function imported(old: OldSite): readonly ImportRow[] {
    const { site, names, router, routerPort, server, tenantPort, floatingIp } = old;
    const row = (resource: string, object: string, id: string, changes: readonly string[]): ImportRow => ({
        site,
        object,
        id,
        resource: `${site}-${resource}`,
        action: changes.length === 0 ? "import" : "update",
        why: changes.length === 0 ? label : changes.join("; "),
    });
    const address = floatingIp?.floating_ip_address;
    return [
        ...networkRows("tenant", names.tenant, old.tenant, row),
        ...networkRows("external", names.external, old.external, row),
        ...(router === null
            ? []
            : [row("router-router", `router ${router.name}`, router.id, renamed(router.name, names.router))]),
        ...(routerPort === null ? [] : [row("router-tenant", `interface on ${names.tenant}`, routerPort.id, [])]),
        ...(tenantPort === null
            ? []
            : [row("guest-port", `port on ${names.tenant}`, tenantPort.id, portChanges(tenantPort))]),
        ...(server === null
            ? []
            : [
                  row("guest-instance", `server ${server.name}`, server.id, [
                      ...renamed(server.name, `${site}-guest`),
                      keeps,
                  ]),
              ]),
        ...(floatingIp === null
            ? []
            : [
                  row("guest-floating-ip", `floating IP ${address}`, floatingIp.id, []),
                  row("guest-floating-ip-association", `floating IP ${address} at the guest`, floatingIp.id, []),
              ]),
    ];
}

const keeps = "key, image, flavor and zone stay";

type Row = (resource: string, object: string, id: string, changes: readonly string[]) => ImportRow;

function networkRows(resource: string, name: string, part: NetworkPart | null, row: Row): readonly ImportRow[] {
    if (part === null) return [];
    const { network, subnet } = part;
    const first = row(`${resource}-network`, `network ${network.name}`, network.id, renamed(network.name, name));
    if (subnet === null) return [first];
    const changes = renamed(subnet.name, `${name}-subnet`);
    return [first, row(`${resource}-subnet`, `subnet ${subnet.name || subnet.cidr}`, subnet.id, changes)];
}

function renamed(old: string, name: string): readonly string[] {
    return old === name ? [] : [`name ${old} → ${name}`];
}

/** Its open security group and its address pairs give way to the guest's own. */
function portChanges({ allowed_address_pairs: pairs }: OldPort): readonly string[] {
    const given = pairs.map(({ ip_address }) => ip_address).join(", ");
    const group = "security group → the guest's own";
    return pairs.length === 0 ? [group] : [group, `address pairs ${given} → none`];
}

function reasonFor(name: string, site: string): string {
    if (name.startsWith(`${site}-net3`) || name.endsWith("-net3"))
        return "net3 of the mesh is a network of another type";
    if (name.includes("-guest-security-group") || /-guest-(icmp|ssh)/.test(name))
        return "the guest's own rules, instead of open ones";
    if (name.endsWith("-keypair")) return "key of guests that are made from now on";
    return "the old environment has none";
}
