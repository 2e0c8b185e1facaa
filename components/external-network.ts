import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ExternalNetworkPlan } from "../plan/environment-plan.ts";
import { flatOn } from "./flat-on.ts";
import { label } from "./label.ts";
import type { TenantNetwork } from "./tenant-network.ts";
import type { ZoneHints } from "./zone-hints.ts";

/** What an {@link ExternalNetwork} needs. */
export interface ExternalNetworkArgs {
    readonly network: ExternalNetworkPlan;
    /** Tenant network of the same site, which is changed first when both change. */
    readonly tenant: TenantNetwork;
    /** Whether the network is protected from deletion. */
    readonly protect: boolean;
    /** Whether it was imported, and stays on the physical network that it was made on. */
    readonly imported: boolean;
    /**
     * The site's own region, where Central Neutron makes it.
     * @default - none: the site's own Neutron makes it
     */
    readonly hints?: ZoneHints;
}

/** A site's piece of the outside: floating IPs and the router's gateway live on it. */
export class ExternalNetwork extends pulumi.ComponentResource {
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: ExternalNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        // With the tenant network among its inputs, all of it would wait for that.
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
                ...args.hints,
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
            // Router, its interface and floating IP hang on both subnets. Replaced at once, each subnet's half of them goes
            // without waiting for the other's, and Neutron keeps a router that has an interface (409).
            { parent: this, dependsOn: [args.tenant.subnet] },
        );
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }
}
