import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { TenantNetworkPlan } from "../plan/environment-plan.ts";
import { label } from "./label.ts";

/** What a {@link TenantNetwork} needs. */
export interface TenantNetworkArgs {
    readonly network: TenantNetworkPlan;
}

/** A site's own network: never shared, reached by other sites over a shared network only. */
export class TenantNetwork extends pulumi.ComponentResource {
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: TenantNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:TenantNetwork", name, args, opts);
        const { network, cidr, dns } = args.network;
        this.network = new openstack.networking.Network(
            `${name}-network`,
            { ...label(`${name}-network`), name: network, shared: false },
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
