import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./after.ts";
import type { ExternalNetwork } from "./external-network.ts";
import { label } from "./label.ts";
import type { TenantNetwork } from "./tenant-network.ts";
import type { ZoneHints } from "./zone-hints.ts";

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
    /**
     * The site's own region, where Central Neutron makes it.
     * @default - none: the site's own Neutron makes it
     */
    readonly hints?: ZoneHints;
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
                ...args.hints,
                // Central Neutron takes a gateway only for a router that is there.
                ...("availabilityZoneHints" in (args.hints ?? {}) && {
                    vendorOptions: { setRouterGatewayAfterCreate: true },
                }),
            },
            { parent: this, protect: args.protect, replaceOnChanges: ["externalNetworkId"], ...after(opts) },
        );
        new openstack.networking.RouterInterface(
            `${name}-tenant`,
            { routerId: this.router.id, subnetId: args.tenant.subnet.id },
            { parent: this },
        );
        this.registerOutputs({ routerId: this.router.id });
    }
}
