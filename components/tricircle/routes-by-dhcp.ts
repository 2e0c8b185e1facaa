import type * as openstack from "@pulumi/openstack";
import type { SharedNetworkPlan } from "../../plan/environment-plan.ts";
import { dhcpRoutes } from "../../plan/tricircle/dhcp-routes.ts";

/** A port's part of the routes to the other sites' guests; with a mesh each site's own subnet has them. */
export function routesByDhcp({
    driver,
    routes,
}: Pick<SharedNetworkPlan, "driver" | "routes">): Pick<openstack.networking.PortArgs, "extraDhcpOptions"> {
    if (driver !== "tricircle" || routes.length === 0) return {};
    return { extraDhcpOptions: [{ name: "classless-static-route", value: dhcpRoutes(routes) }] };
}
