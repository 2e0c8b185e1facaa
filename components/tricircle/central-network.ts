import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Pool, SharedNetworkDefinition } from "../../plan/environment-plan.ts";
import { after } from "../after.ts";
import { label } from "../label.ts";

/** What a {@link CentralNetwork} needs. */
export interface CentralNetworkArgs {
    readonly network: SharedNetworkDefinition;
    /** Addresses for the ports that Central Neutron makes itself; those of guests are declared, and never chosen. */
    readonly pool: Pool;
    /** Whether the network is protected from deletion. */
    readonly protect: boolean;
}

/**
 * A shared network in Central Neutron: VXLAN with the planned VNI, and no gateway, so that it can't carry traffic between
 * institutions. It has no availability zone hints, since Neutron can't change them: with hints, no site could join without
 * all others losing the network. Without, it spans the regions of the Admin API, which are the environment's sites.
 */
export class CentralNetwork extends pulumi.ComponentResource {
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: CentralNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:CentralNetwork", name, { network: args.network }, opts);
        const { network, pool, protect } = args;
        this.network = new openstack.networking.Network(
            `${name}-network`,
            {
                ...label(`${name}-network`),
                name: network.name,
                shared: true,
                valueSpecs: {
                    "provider:network_type": "vxlan",
                    "provider:segmentation_id": String(network.vni),
                },
            },
            { parent: this, protect, ...after(opts) },
        );
        this.subnet = new openstack.networking.Subnet(
            `${name}-subnet`,
            {
                ...label(`${name}-subnet`),
                name: `${network.name}-subnet`,
                networkId: this.network.id,
                cidr: network.cidr,
                noGateway: true,
                allocationPools: [{ ...pool }],
            },
            { parent: this },
        );
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }
}
