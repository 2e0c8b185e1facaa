import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Neutron's default for `max_subnet_host_routes`. */
export const routesOnSubnet = 20;

/** With a mesh, a site's subnet of a shared network holds one host route for each guest of the other sites. */
export function* routes({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    for (const [network, { driver }] of entries(tower.sharedNetworks)) {
        if (driver === "tricircle") continue;
        const members = sites.filter(({ file }) => file.shared?.[network] !== undefined);
        const guests = members.filter(({ file }) => file.guest?.[network] !== undefined).length;
        const own = guests === members.length ? 1 : 0;
        if (guests - own <= routesOnSubnet) continue;
        yield error(
            `tower.sharedNetworks.${network}`,
            `${guests} sites declare a guest on it, so a subnet needs ${guests - own} host routes. ` +
                `Allowed: ${routesOnSubnet}, as Neutron holds no more on a subnet. ` +
                `Take ${network} out of the guest of ${guests - own - routesOnSubnet} or more sites.`,
        );
    }
}
