import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ControlVmPlan, Destination } from "../plan/control-vm-plan.ts";
import { ClusterNetwork } from "./cluster-network.ts";
import { label } from "./label.ts";

/** What a {@link ControlVm} needs; its resources use the provider, and so the credential, of its own site. */
export interface ControlVmArgs {
    readonly controlVm: ControlVmPlan;
    /** Nova's availability zone, such as `az1`. */
    readonly availabilityZone: pulumi.Input<string>;
    /** Public SSH key that opens it, as in `authorized_keys`; no guest has it. */
    readonly publicKey: pulumi.Input<string>;
}

/**
 * The tower's virtual machine at a site. It manages that site's K-Cluster: it is on the K-Cluster's own networks alone,
 * and its security group lets it out to them, to its own region's APIs and to the tower's Keystone, and to nothing else.
 * An operator comes in through the K-Box's SSH server as jump host, and keeps credential and key to himself.
 */
export class ControlVm extends pulumi.ComponentResource {
    declare readonly networks: readonly ClusterNetwork[];
    declare readonly instance: openstack.compute.Instance;

    constructor(name: string, args: ControlVmArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:ControlVm", name, { controlVm: args.controlVm }, opts);
        const { controlVm, availabilityZone, publicKey } = args;
        this.networks = controlVm.nics.map(
            (nic) => new ClusterNetwork(`${name}-${nic.kind}`, { nic }, { parent: this }),
        );
        const securityGroup = new openstack.networking.SecGroup(
            `${name}-security-group`,
            // Without Neutron's own two rules, which let everything out.
            { ...label(`${name}-security-group`), name: controlVm.name, deleteDefaultRules: true },
            { parent: this },
        );
        const rules = this.makeRules(name, controlVm, securityGroup);
        const ports = this.networks.map((network) => this.makePort(name, controlVm, network, securityGroup));
        const keypair = new openstack.compute.Keypair(
            `${name}-keypair`,
            { name: `k-one-${pulumi.getStack()}-control-vm`, publicKey },
            { parent: this },
        );
        this.instance = new openstack.compute.Instance(
            `${name}-instance`,
            {
                name: controlVm.name,
                tags: label(`${name}-instance`).tags,
                imageName: controlVm.image,
                flavorName: controlVm.flavor,
                availabilityZone,
                keyPair: keypair.name,
                networks: ports.map((port) => ({ port: port.id })),
            },
            // A new machine asks for its address and its key at once.
            { parent: this, dependsOn: [...rules, ...this.networks] },
        );
        this.registerOutputs({ instanceId: this.instance.id });
    }

    /** SSH from the K-Box, and out what the plan names. */
    private makeRules(name: string, { sshFrom, reach }: ControlVmPlan, group: openstack.networking.SecGroup) {
        const out = reach.map((to) => this.allow(`${name}-to-${to.name}`, group, "egress", to));
        return [this.allow(`${name}-ssh`, group, "ingress", { cidr: sshFrom, protocol: "tcp", port: 22 }), ...out];
    }

    private allow(
        name: string,
        group: openstack.networking.SecGroup,
        direction: "ingress" | "egress",
        { cidr, protocol, port }: Omit<Destination, "name">,
    ): openstack.networking.SecGroupRule {
        return new openstack.networking.SecGroupRule(
            name,
            {
                direction,
                description: label(name).description,
                ethertype: "IPv4",
                remoteIpPrefix: cidr,
                ...(protocol === null || port === null ? {} : { protocol, portRangeMin: port, portRangeMax: port }),
                securityGroupId: group.id,
            },
            // Neutron deletes a group with its rules; one by one costs the provider five seconds each.
            { parent: this, deletedWith: group },
        );
    }

    private makePort(
        name: string,
        controlVm: ControlVmPlan,
        { nic, subnet }: ClusterNetwork,
        securityGroup: openstack.networking.SecGroup,
    ) {
        const logicalName = `${name}-port-${nic.kind}`;
        return new openstack.networking.Port(
            logicalName,
            {
                ...label(logicalName),
                name: `${controlVm.name}-${nic.kind}`,
                networkId: subnet.networkId,
                fixedIps: [{ subnetId: subnet.id, ipAddress: nic.address }],
                securityGroupIds: [securityGroup.id],
                portSecurityEnabled: true,
            },
            { parent: this },
        );
    }
}
