import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { GuestRoute, SharedNetworkPlan, SshTarget } from "../plan/environment-plan.ts";
import { after } from "./after.ts";
import { flatOn } from "./flat-on.ts";
import { label } from "./label.ts";
import { Vtep } from "./vtep.ts";

/** What a {@link SharedNetwork} needs. */
export interface SharedNetworkArgs {
    readonly network: SharedNetworkPlan;
    /** Machine that carries this site's end of the network. */
    readonly kBox: SshTarget;
    /** Private SSH key of the K-Box, a secret. */
    readonly kBoxKey: pulumi.Input<string>;
    /** Whether the network is protected from deletion. */
    readonly protect: boolean;
}

/**
 * A site's end of a network that all sites share: Neutron's object, on a physical network of its own name, and the
 * VTEP that joins it to the other sites. It has no gateway, so that it can't carry traffic between institutions.
 */
export class SharedNetwork extends pulumi.ComponentResource {
    declare readonly plan: SharedNetworkPlan;
    declare readonly network: openstack.networking.Network;
    declare readonly subnet: openstack.networking.Subnet;

    constructor(name: string, args: SharedNetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:SharedNetwork", name, { network: args.network }, opts);
        this.plan = args.network;
        this.network = this.makeNetwork(`${name}-network`, args.protect);
        this.subnet = this.makeSubnet(`${name}-subnet`);
        for (const route of this.plan.routes) {
            this.makeRoute(`${name}-route-${route.site}`, route);
        }
        const { network, kBox, kBoxKey } = args;
        const vtep = { network, bridge: this.bridge(), kBox, privateKey: kBoxKey };
        new Vtep(`${name}-vtep`, vtep, { parent: this, ...after(opts) });
        this.registerOutputs({ networkId: this.network.id, subnetId: this.subnet.id });
    }

    /** Nova plugs a guest into the Linux bridge of the network's id, whatever bridge Neutron's agent is told of. */
    private bridge(): pulumi.Input<string> {
        const { vtep } = this.plan;
        return vtep.switch === "linuxbridge" ? this.network.id.apply((id) => `brq${id.slice(0, 11)}`) : vtep.bridge;
    }

    private makeNetwork(name: string, protect: boolean): openstack.networking.Network {
        return new openstack.networking.Network(
            name,
            {
                ...label(name),
                name: this.plan.name,
                shared: false,
                mtu: this.plan.mtu,
                valueSpecs: flatOn(this.plan.name),
            },
            { parent: this, protect },
        );
    }

    private makeSubnet(name: string): openstack.networking.Subnet {
        return new openstack.networking.Subnet(
            name,
            {
                ...label(name),
                name: `${this.plan.name}-subnet`,
                networkId: this.network.id,
                cidr: this.plan.cidr,
                noGateway: true,
                allocationPools: [{ ...this.plan.pool }],
            },
            { parent: this },
        );
    }

    private makeRoute(name: string, { destination, nextHop }: GuestRoute): openstack.networking.SubnetRoute {
        return new openstack.networking.SubnetRoute(
            name,
            { subnetId: this.subnet.id, destinationCidr: destination, nextHop },
            { parent: this },
        );
    }
}
