import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ExternalNetwork } from "./external-network.ts";
import { label } from "./label.ts";
import type { TenantNetwork } from "./tenant-network.ts";

/** What a {@link SiteRouter} needs. */
export interface SiteRouterArgs {
    /** Router's name in Neutron, such as `R1`. */
    readonly router: pulumi.Input<string>;
    /** Network that gives the router its external gateway. */
    readonly external: ExternalNetwork;
    /** Tenant network it serves. It must belong to the same site. */
    readonly tenant: TenantNetwork;
    /** Whether the router is protected from deletion. */
    readonly protect: boolean;
}

/** A site's way out: joins its tenant network to its external network, and nothing else. */
export class SiteRouter extends pulumi.ComponentResource {
    declare readonly router: openstack.networking.Router;

    constructor(name: string, args: SiteRouterArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:SiteRouter", name, { router: args.router }, opts);
        this.router = new openstack.networking.Router(
            `${name}-router`,
            {
                ...label(`${name}-router`),
                name: args.router,
                // The gateway takes an address of the subnet, so the router comes after the subnet and goes before it.
                externalNetworkId: args.external.subnet.networkId,
            },
            { parent: this, protect: args.protect, replaceOnChanges: ["externalNetworkId"] },
        );
        new openstack.networking.RouterInterface(
            `${name}-tenant`,
            { routerId: this.router.id, subnetId: args.tenant.subnet.id },
            { parent: this },
        );
        this.registerOutputs({ routerId: this.router.id });
    }
}
