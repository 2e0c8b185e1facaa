import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ExternalNetworkPlan } from "../plan/environment-plan.ts";
import { flatOn } from "./flat-on.ts";
import { label } from "./label.ts";

/** What an {@link ExternalNetwork} needs. */
export interface ExternalNetworkArgs {
    readonly network: ExternalNetworkPlan;
    /** Whether the network is protected from deletion. */
    readonly protect: boolean;
    /** Whether it was imported, and stays on the physical network that it was made on. */
    readonly imported: boolean;
}

/** A site's piece of the outside: floating IPs and the router's gateway live on it. */
export class ExternalNetwork extends pulumi.ComponentResource {
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: ExternalNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:ExternalNetwork", name, { network: args.network, protect: args.protect }, opts);
        const { network, physical, cidr, gateway, pool } = args.network;
        this.network = new openstack.networking.Network(
            `${name}-network`,
            {
                ...label(`${name}-network`),
                name: network,
                external: true,
                shared: false,
                valueSpecs: flatOn(physical),
            },
            // The provider doesn't read it, so an imported network would seem to have none, and be made anew.
            { parent: this, protect: args.protect, ignoreChanges: args.imported ? ["valueSpecs"] : [] },
        );
        this.subnet = new openstack.networking.Subnet(
            `${name}-subnet`,
            {
                ...label(`${name}-subnet`),
                name: `${network}-subnet`,
                networkId: this.network.id,
                cidr,
                gatewayIp: gateway,
                enableDhcp: false,
                allocationPools: [{ ...pool }],
            },
            { parent: this },
        );
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }
}
