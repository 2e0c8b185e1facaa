import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./after.ts";

/** What a {@link Region} needs. */
export interface RegionArgs {
    /** Entry in `clouds.yaml`. */
    readonly cloud: pulumi.Input<string>;
    /** Keystone region, such as `RegionOne`. */
    readonly region: pulumi.Input<string>;
    /** Public SSH key that opens the site's guests, as in `authorized_keys`. */
    readonly guestPublicKey: pulumi.Input<string>;
}

/** A site's own way into OpenStack: the provider that all its resources share, and the key of its guests. */
export class Region extends pulumi.ComponentResource {
    /** Talks to this site's region and to no other. */
    declare readonly provider: openstack.Provider;
    declare readonly keypair: openstack.compute.Keypair;

    constructor(name: string, args: RegionArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:Region", name, args, opts);
        this.provider = new openstack.Provider(
            `${name}-provider`,
            { cloud: args.cloud, region: args.region },
            { parent: this, ...after(opts) },
        );
        this.keypair = new openstack.compute.Keypair(
            `${name}-keypair`,
            { name: `k-one-${pulumi.getStack()}`, publicKey: args.guestPublicKey },
            { parent: this, provider: this.provider },
        );
        this.registerOutputs({ region: this.provider.region, keypair: this.keypair.name });
    }
}
