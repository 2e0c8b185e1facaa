import * as openstack from "@pulumi/openstack";
import type { Scene } from "./attack.ts";

/** What is bad of a control VM. */
interface ControlVmArgs {
    /** Where its packets may go. */
    readonly out: string;
    /**
     * Networks that it has a NIC on beside the management network's.
     * @default - none
     */
    readonly networks?: readonly Pick<openstack.networking.Network, "id">[];
}

/** A control VM as it should be, on the site's management network, but for what its caller wants. */
export function makeControlVm(name: string, { own, opts }: Scene, { out, networks = [] }: ControlVmArgs) {
    const group = new openstack.networking.SecGroup(`${name}-group`, { deleteDefaultRules: true }, opts);
    new openstack.networking.SecGroupRule(
        `${name}-out`,
        { direction: "egress", ethertype: "IPv4", remoteIpPrefix: out, securityGroupId: group.id },
        opts,
    );
    const { network = "none", physical = "none" } = own.controlVm?.nics[0] ?? {};
    const valueSpecs = { "provider:network_type": "flat", "provider:physical_network": physical };
    const management = new openstack.networking.Network(`${name}-network`, { name: network, valueSpecs }, opts);
    const ports = [management, ...networks].map(
        ({ id }, index) =>
            new openstack.networking.Port(
                `${name}-port-${index}`,
                { networkId: id, securityGroupIds: [group.id] },
                opts,
            ),
    );
    const nics = ports.map(({ id }) => ({ port: id }));
    const args = { imageName: "ubuntu-24.04", flavorName: "m1.small", networks: nics };
    return { ports, instance: new openstack.compute.Instance(name, args, opts) };
}
