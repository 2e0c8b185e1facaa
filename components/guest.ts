import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { GuestPlan, SharedNetworkPlan } from "../plan/environment-plan.ts";
import type { ExternalNetwork } from "./external-network.ts";
import { label } from "./label.ts";
import type { Region } from "./region.ts";
import type { SiteRouter } from "./site-router.ts";
import type { TenantNetwork } from "./tenant-network.ts";
import { routesByDhcp } from "./tricircle/routes-by-dhcp.ts";

/** What a {@link Guest} needs; all of it must belong to one site. */
export interface GuestArgs {
    readonly guest: GuestPlan;
    /** Nova's availability zone, such as `az1`. */
    readonly availabilityZone: pulumi.Input<string>;
    /** CIDRs that may open SSH to the guest from outside. */
    readonly sshFrom: readonly string[];
    /** Whether the guest was imported: then it keeps what Nova settled when it was made, and gets its NICs afterwards. */
    readonly imported: boolean;
    readonly region: Region;
    /** Network that its floating IP comes from. */
    readonly external: ExternalNetwork;
    readonly tenant: TenantNetwork;
    /** Region of Tricircle's Central Neutron, which makes its ports; `null`: the site's own Neutron does. */
    readonly central: string | null;
    /** Way between the tenant network and the floating IP. */
    readonly router: SiteRouter;
    readonly sharedNetworks: readonly SharedEnd[];
}

/** A site's end of a shared network, whichever driver brings it there. */
export interface SharedEnd extends pulumi.Resource {
    readonly plan: SharedNetworkPlan;
    readonly subnet: Subnet;
}

/** Where ports get their addresses from. */
type Subnet = Pick<openstack.networking.Subnet, "id" | "networkId">;

/** A virtual machine of a tenant, with one NIC on the tenant network and one on each of its shared networks. */
export class Guest extends pulumi.ComponentResource {
    declare readonly instance: openstack.compute.Instance;
    declare readonly floatingIp: openstack.networking.FloatingIp;

    constructor(name: string, args: GuestArgs, opts: pulumi.ComponentResourceOptions) {
        // With the other components among its inputs, all of the guest would wait for all of them.
        super("k-one:index:Guest", name, { guest: args.guest }, opts);
        const { guest, sharedNetworks } = args;
        const securityGroup = this.makeSecurityGroup(name, args);
        const port = this.makePort(`${name}-port`, `${guest.name}-tenant`, {
            ...on(args.tenant.subnet, guest.tenant),
            securityGroupIds: [securityGroup.id],
        });
        const sharedPorts = new Map(
            sharedNetworks.flatMap((network) => {
                const address = guest.shared[network.plan.name];
                if (address === undefined) return [];
                return [[network.plan.name, this.makeSharedPort(name, args, network, address, securityGroup)] as const];
            }),
        );
        const { imported } = args;
        this.instance = this.makeInstance(
            `${name}-instance`,
            args,
            imported ? [port] : [port, ...sharedPorts.values()],
        );
        if (imported) this.attach(`${name}-attachment`, args, sharedPorts);
        this.floatingIp = this.makeFloatingIp(`${name}-floating-ip`, args, port);
        this.registerOutputs({ instanceId: this.instance.id, floatingIp: this.floatingIp.address });
    }

    /** ICMP from everywhere, SSH from the shared networks and from where the site's file says; out goes everything. */
    private makeSecurityGroup(name: string, { guest, sharedNetworks, sshFrom }: GuestArgs) {
        const group = new openstack.networking.SecGroup(
            `${name}-security-group`,
            { ...label(`${name}-security-group`), name: guest.name },
            { parent: this },
        );
        this.allow(`${name}-icmp`, group, { protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" });
        for (const cidr of new Set([...sharedNetworks.map((network) => network.plan.cidr), ...sshFrom])) {
            const ssh = { protocol: "tcp", portRangeMin: 22, portRangeMax: 22 };
            this.allow(`${name}-ssh-${cidr.replace("/", "-")}`, group, { ...ssh, remoteIpPrefix: cidr });
        }
        return group;
    }

    private allow(name: string, group: openstack.networking.SecGroup, rule: IngressRule): void {
        new openstack.networking.SecGroupRule(
            name,
            {
                ...rule,
                description: label(name).description,
                direction: "ingress",
                ethertype: "IPv4",
                securityGroupId: group.id,
            },
            // Neutron deletes a group with its rules; one by one costs the provider five seconds each.
            { parent: this, deletedWith: group },
        );
    }

    private makePort(name: string, neutronName: string, args: Omit<openstack.networking.PortArgs, "name">) {
        return new openstack.networking.Port(name, { ...label(name), ...args, name: neutronName }, { parent: this });
    }

    /** Other sites reach the guest at its tenant address here, so the port may send from it and receive for it. */
    private makeSharedPort(
        name: string,
        { guest }: GuestArgs,
        network: SharedEnd,
        address: string,
        securityGroup: openstack.networking.SecGroup,
    ) {
        return this.makePort(`${name}-port-${network.plan.name}`, `${guest.name}-${network.plan.name}`, {
            ...on(network.subnet, address),
            securityGroupIds: [securityGroup.id],
            allowedAddressPairs: [{ ipAddress: guest.tenant }],
            ...routesByDhcp(network.plan),
        });
    }

    private makeInstance(name: string, args: GuestArgs, ports: readonly openstack.networking.Port[]) {
        const { guest, availabilityZone, imported, region, sharedNetworks } = args;
        return new openstack.compute.Instance(
            name,
            {
                name: guest.name,
                tags: label(name).tags,
                imageName: guest.image,
                flavorName: guest.flavor,
                availabilityZone,
                keyPair: region.keypair.name,
                networks: ports.map((port) => ({ port: port.id })),
            },
            // Neutron binds a port only where its physical network is mapped, and a guest learns routes when it boots.
            {
                parent: this,
                provider: region.provider,
                dependsOn: [...sharedNetworks],
                ignoreChanges: imported ? settledByNova : [],
            },
        );
    }

    /** Gives a running guest its NICs on the shared networks. */
    private attach(
        name: string,
        { region, sharedNetworks }: GuestArgs,
        ports: ReadonlyMap<string, openstack.networking.Port>,
    ): void {
        for (const [network, port] of ports) {
            new openstack.compute.InterfaceAttach(
                `${name}-${network}`,
                { instanceId: this.instance.id, portId: port.id },
                { parent: this, provider: region.provider, dependsOn: [...sharedNetworks] },
            );
        }
    }

    private makeFloatingIp(
        name: string,
        { central, external, imported, router }: GuestArgs,
        port: openstack.networking.Port,
    ) {
        const floatingIp = new openstack.networking.FloatingIp(
            name,
            { ...label(name), pool: external.network.name, subnetId: external.subnet.id },
            // Neutron gives a port one floating IP: the new one can't be associated while the old one is.
            {
                parent: this,
                replaceOnChanges: ["subnetId"],
                deleteBeforeReplace: true,
                // The provider doesn't read it.
                ignoreChanges: imported ? ["subnetId"] : [],
            },
        );
        // Central Neutron tells a region of a floating IP only when that has its port, which the guest brings there.
        const there = central === null ? [] : [this.instance];
        new openstack.networking.FloatingIpAssociate(
            `${name}-association`,
            { floatingIp: floatingIp.address, portId: port.id },
            // Neutron associates only over the router, and lets its interface go only when nothing is associated.
            { parent: this, dependsOn: [router, ...there], replaceOnChanges: ["portId"] },
        );
        return floatingIp;
    }
}

/** What a server can't change without being built anew, and its flavor, which it would be moved for. */
const settledByNova = ["availabilityZone", "flavorName", "imageName", "keyPair", "networks"];

type IngressRule = Pick<
    openstack.networking.SecGroupRuleArgs,
    "protocol" | "portRangeMin" | "portRangeMax" | "remoteIpPrefix"
>;

/** A port's place: the network comes from the subnet, so that the port goes before the subnet is replaced. */
function on(subnet: Subnet, ipAddress: string) {
    return { networkId: subnet.networkId, fixedIps: [{ subnetId: subnet.id, ipAddress }] };
}
