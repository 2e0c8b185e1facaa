import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { after } from "../after.ts";

/** What a {@link CentralRegion} needs. */
export interface CentralRegionArgs {
    /** Site's own entry in `clouds.yaml`: what it may do in the Central Region, its own role says. */
    readonly cloud: pulumi.Input<string>;
    /** Keystone region of Central Neutron, such as `CentralRegion`. */
    readonly region: pulumi.Input<string>;
}

/** A site's way to Central Neutron, which makes its networks, routers and ports. */
export class CentralRegion extends pulumi.ComponentResource {
    /** Talks to Central Neutron with the site's own credential. */
    declare readonly provider: openstack.Provider;

    constructor(name: string, args: CentralRegionArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:CentralRegion", name, args, opts);
        const { cloud, region } = args;
        this.provider = new openstack.Provider(`${name}-provider`, { cloud, region }, { parent: this, ...after(opts) });
        this.registerOutputs({ region: this.provider.region });
    }
}
