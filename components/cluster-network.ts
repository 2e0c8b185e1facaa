import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ControlNicPlan } from "../plan/control-vm-plan.ts";
import { flatOn } from "./flat-on.ts";
import { label } from "./label.ts";

/** What a {@link ClusterNetwork} needs. */
export interface ClusterNetworkArgs {
    readonly nic: ControlNicPlan;
}

/**
 * A network of the K-Cluster itself as Neutron knows it, for the control VM alone: never shared, and joined to no router.
 * Neutron's DHCP answers nobody but its own ports, so the boxes there keep the addresses that they have.
 */
export class ClusterNetwork extends pulumi.ComponentResource {
    declare readonly nic: ControlNicPlan;
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: ClusterNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:ClusterNetwork", name, args, opts);
        const { network, physical, cidr, gateway, pool } = args.nic;
        this.nic = args.nic;
        this.network = new openstack.networking.Network(
            `${name}-network`,
            { ...label(`${name}-network`), name: network, shared: false, valueSpecs: flatOn(physical) },
            { parent: this },
        );
        this.subnet = new openstack.networking.Subnet(
            `${name}-subnet`,
            {
                ...label(`${name}-subnet`),
                name: `${network}-subnet`,
                networkId: this.network.id,
                cidr,
                ...(gateway === null ? { noGateway: true } : { gatewayIp: gateway }),
                allocationPools: [{ ...pool }],
            },
            { parent: this },
        );
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }
}
