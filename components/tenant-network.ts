import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { TenantNetworkPlan } from "../plan/environment-plan.ts";
import { label } from "./label.ts";
import type { ZoneHints } from "./zone-hints.ts";

/** What a {@link TenantNetwork} needs. */
export interface TenantNetworkArgs {
    readonly network: TenantNetworkPlan;
    /**
     * The site's own region, where Central Neutron makes it.
     * @default - none: the site's own Neutron makes it
     */
    readonly hints?: ZoneHints;
}

/** A site's own network: never shared, reached by other sites over a shared network only. */
export class TenantNetwork extends pulumi.ComponentResource {
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: TenantNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:TenantNetwork", name, { network: args.network }, opts);
        const { network, cidr, dns } = args.network;
        this.network = new openstack.networking.Network(
            `${name}-network`,
            { ...label(`${name}-network`), name: network, shared: false, ...args.hints },
            { parent: this },
        );
        // Neutron's default gateway is the first host of the CIDR.
        this.subnet = new openstack.networking.Subnet(
            `${name}-subnet`,
            {
                ...label(`${name}-subnet`),
                name: `${network}-subnet`,
                networkId: this.network.id,
                cidr,
                dnsNameservers: [...dns],
            },
            { parent: this },
        );
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }
}
