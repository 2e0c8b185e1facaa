import type * as pulumi from "@pulumi/pulumi";
import type { SitePlan } from "../../plan/environment-plan.ts";
import type { TenantNetwork } from "../tenant-network.ts";
import { PulledNetwork } from "./pulled-network.ts";

/**
 * What a site's router waits for: its region has the tenant network, since router and guest would both ask for it first.
 * Nothing where the site's own Neutron makes the network.
 */
export function pulledTenant(
    name: string,
    { central, cloud, region, tenant }: SitePlan,
    network: TenantNetwork,
): Pick<pulumi.ComponentResourceOptions, "dependsOn"> {
    if (central === null) return {};
    const inputs = { cloud, central, region, name: tenant.network, cidr: tenant.cidr, vni: 0 };
    const opts = { parent: network, dependsOn: [network.subnet] };
    return { dependsOn: [new PulledNetwork(`${name}-tenant-pulled`, inputs, opts)] };
}
