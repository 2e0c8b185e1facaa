import * as pulumi from "@pulumi/pulumi";
import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { after } from "../after.ts";
import { PulledNetwork } from "./pulled-network.ts";

/** What a {@link PulledShare} needs. */
export interface PulledShareArgs {
    readonly network: SharedNetworkPlan;
    readonly site: Pick<SitePlan, "cloud" | "region">;
    /** Region of Central Neutron. */
    readonly central: string;
}

/** A site's end of a network that Central Neutron shares with all sites: the tower's stack makes it, this one brings it here. */
export class PulledShare extends pulumi.ComponentResource {
    declare readonly plan: SharedNetworkPlan;
    /** Network and subnet, whose ids are the same in Central Neutron and in every region. */
    declare readonly subnet: { readonly id: pulumi.Output<string>; readonly networkId: pulumi.Output<string> };

    constructor(name: string, args: PulledShareArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:PulledShare", name, { network: args.network }, opts);
        const { network, site, central } = args;
        this.plan = network;
        const inputs = { cloud: site.cloud, central, region: site.region };
        const { name: wanted, cidr, vni } = network;
        const pulled = new PulledNetwork(
            `${name}-network`,
            { ...inputs, name: wanted, cidr, vni },
            { parent: this, ...after(opts) },
        );
        this.subnet = { id: pulled.subnetId, networkId: pulled.id };
        this.registerOutputs({ networkId: pulled.id, subnetId: pulled.subnetId });
    }
}
