import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import type { GuestRoute } from "../shared-network-plan.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** Characters that Neutron keeps of an extra DHCP option (its column `extradhcpopts.opt_value`). */
const optionLength = 255;

/**
 * Routes to the other sites' guests as a port's DHCP option 121 (RFC 3442), in dnsmasq's words: one central subnet can't
 * have other routes in each region. The metadata service is reached by the tenant network's router, which the default route
 * leads to.
 */
export function dhcpRoutes(routes: readonly Pick<GuestRoute, "destination" | "nextHop">[]): string {
    return routes.map(({ destination, nextHop }) => `${destination},${nextHop}`).join(",");
}

/** The routes of a guest's port fit into one DHCP option. */
export function* dhcpRoutesFit(environment: EnvironmentDraft): Iterable<Finding> {
    for (const { name, path } of tricircleNetworks(environment)) {
        const guests = environment.sites.flatMap(({ file }) => {
            const [tenant, nextHop] = [file.guest?.tenant, file.guest?.[name]];
            return tenant === undefined || nextHop === undefined ? [] : [{ destination: `${tenant}/32`, nextHop }];
        });
        const length = Math.max(0, ...guests.map((own) => dhcpRoutes(guests.filter((one) => one !== own)).length));
        if (length <= optionLength) continue;
        yield error(
            path,
            `${guests.length} sites declare a guest on it, and the routes to the others take ${length} characters of a port's ` +
                `DHCP option. Allowed: ${optionLength}, as Neutron keeps no more. Take ${name} out of the guests of some sites, or ` +
                "use driver: mesh.",
        );
    }
}
