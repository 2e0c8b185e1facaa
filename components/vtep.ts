import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { SharedNetworkPlan, SshTarget } from "../plan/environment-plan.ts";
import { after } from "./after.ts";
import { connectionTo, type LoginArgs } from "./connection.ts";
import { bundle, installCommand, uninstallCommand } from "./vtep-script.ts";

/** What a {@link Vtep} needs. */
export interface VtepArgs extends LoginArgs {
    /** Shared network that this end belongs to. */
    readonly network: SharedNetworkPlan;
    /** Bridge that the device is put into; one that isn't there is made. */
    readonly bridge: pulumi.Input<string>;
    /** K-Box that carries it. Its host key is always checked. */
    readonly kBox: SshTarget;
}

/**
 * A K-Box's end of a shared network: the VXLAN device with one head-end entry per peer, the bridge that joins it to
 * Neutron's physical network, and the filter that keeps both away from the K-Box itself and from strangers.
 *
 * The K-Box's own program `k-one-vtep` makes it, at every boot too; this component hands it the config.
 */
export class Vtep extends pulumi.ComponentResource {
    /** VXLAN device's name on the K-Box, such as `vx70003`. */
    declare readonly device: pulumi.Output<string>;
    /** Bridge that the device is a port of, such as `br-net3`. */
    declare readonly bridge: pulumi.Output<string>;

    constructor(name: string, args: VtepArgs, opts?: pulumi.ComponentResourceOptions) {
        super("k-one:index:Vtep", name, {}, opts);
        const { vtep } = args.network;
        const bridge = pulumi.output(args.bridge);
        // No `update`: `create` can be repeated and runs again in place when the config or a file changes. `triggers` would
        // replace instead, which breaks the tunnels to every peer.
        const config = new command.remote.Command(
            `${name}-config`,
            {
                connection: connectionTo(args.kBox, args),
                create: bridge.apply((made) => installCommand(args.kBox, onBridge(args.network, made))),
                delete: uninstallCommand(args.kBox, args.network),
                stdin: bundle(),
                addPreviousOutputInEnv: false,
            },
            { parent: this, ...after(opts) },
        );
        this.device = config.id.apply(() => vtep.device);
        this.bridge = config.id.apply(() => bridge);
        this.registerOutputs({ device: this.device, bridge: this.bridge });
    }
}

function onBridge(network: SharedNetworkPlan, bridge: string): SharedNetworkPlan {
    return { ...network, vtep: { ...network.vtep, bridge } };
}
