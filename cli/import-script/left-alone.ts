import type { OldSite } from "./parts.ts";
import type { ImportRow } from "./report.ts";
import type { OldPort, OldSecurityGroup } from "./snapshot.ts";

/** What no stack takes over, and why. */
export function leftAlone(old: OldSite): readonly ImportRow[] {
    const row = (object: string, id: string | null, why: string): ImportRow => ({
        site: old.site,
        object,
        id,
        resource: null,
        action: "leave",
        why,
    });
    const { shared, sharedPort, server, router } = old;
    const touched =
        server === null ? "touches no guest" : `touches ${server.name}: it gets a new NIC with the same address`;
    return [
        ...(shared === null
            ? []
            : [row("network net3", shared.network.id, `its type can't change in place; ${touched}`)]),
        ...(shared?.subnet ? [row(`subnet ${shared.subnet.name}`, shared.subnet.id, "belongs to the old net3")] : []),
        ...(sharedPort === null ? [] : [row("port on net3", sharedPort.id, "belongs to the old net3")]),
        ...openGroups(old).map((group) => row(`security group ${group.name}`, group.id, "open; the guest leaves it")),
        ...(router?.routes.length
            ? [row(`static routes of ${router.name}`, router.id, "no stack has such routes")]
            : []),
        ...otherServers(old).map(({ name, id }) => row(`server ${name}`, id, "not made by the script")),
    ];
}

/** What the user has to do by hand before `up`, in order, as sentences with commands. */
export function stepsBefore(old: OldSite): readonly string[] {
    const { server, sharedPort, site } = old;
    if (server === null || sharedPort === null) return [];
    return [
        `${site}: take ${server.name} off the old net3, whose address its new NIC gets (it is off net3 until \`up\`): ` +
            `\`${client(old)} server remove port ${server.id} ${sharedPort.id}\``,
    ];
}

/** What the user has to do by hand after `up`. */
export function stepsAfter(old: OldSite): readonly string[] {
    const { server, shared, sharedPort, site } = old;
    const start =
        server === null || sharedPort === null
            ? []
            : [`${site}: start DHCP on the new NIC inside the guest, or reboot it.`];
    const ids = [sharedPort && `port delete ${sharedPort.id}`, shared?.subnet && `subnet delete ${shared.subnet.id}`];
    const gone = [...ids, shared && `network delete ${shared.network.id}`].filter(
        (command) => typeof command === "string",
    );
    const clean = gone.map((command) => `\`${client(old)} ${command}\``).join(", ");
    const rules = openGroups(old).flatMap((group) => openRules(group).map(({ id }) => id));
    return [
        ...start,
        ...(shared === null ? [] : [`${site}: remove the old net3 when nothing else is on it: ${clean}.`]),
        ...(rules.length === 0
            ? []
            : [
                  `${site}: close the open security group: \`${client(old)} security group rule delete ${rules.join(" ")}\`.`,
              ]),
    ];
}

/** Security groups of the server's ports that let everybody in. */
function openGroups({ snapshot, tenantPort, sharedPort }: OldSite): readonly OldSecurityGroup[] {
    const used = [tenantPort, sharedPort].flatMap((port: OldPort | null) => port?.security_groups ?? []);
    return snapshot.securityGroups.filter((group) => used.includes(group.id) && openRules(group).length > 0);
}

function openRules({ security_group_rules: rules }: OldSecurityGroup) {
    return rules.filter(
        ({ direction, remote_ip_prefix: prefix, remote_group_id: group }) =>
            direction === "ingress" && group === null && (prefix === null || prefix.endsWith("/0")),
    );
}

function otherServers({ snapshot, server }: OldSite) {
    return snapshot.servers.filter(({ id }) => id !== server?.id);
}

function client({ snapshot }: OldSite): string {
    return `openstack --os-cloud ${snapshot.entry} --os-region-name ${snapshot.region}`;
}
