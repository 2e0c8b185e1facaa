import * as pulumi from "@pulumi/pulumi";
import type { DevStackPlan, DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import type { SharedNetworkPlan, SitePlan } from "../plan/environment-plan.ts";
import { ControlVm } from "./control-vm.ts";
import { DevStack } from "./dev-stack.ts";
import { ExternalNetwork } from "./external-network.ts";
import { Guest, type SharedEnd } from "./guest.ts";
import { Region } from "./region.ts";
import { SharedNetwork } from "./shared-network.ts";
import { SiteRouter } from "./site-router.ts";
import { TenantNetwork } from "./tenant-network.ts";
import { CentralRegion } from "./tricircle/central-region.ts";
import { PulledShare } from "./tricircle/pulled-share.ts";
import { pulledTenant } from "./tricircle/pulled-tenant.ts";
import { zoneHints } from "./zone-hints.ts";

/** What a {@link Site} needs. */
export interface SiteArgs {
    readonly site: SitePlan;
    /** Private SSH key of the K-Box, a secret. */
    readonly kBoxKey: pulumi.Input<string>;
    /** Public SSH key that opens the site's guests, as in `authorized_keys`. */
    readonly guestPublicKey: pulumi.Input<string>;
    /** Public SSH key that opens the control VM, as in `authorized_keys`; needed where the site has one. */
    readonly controlPublicKey: pulumi.Input<string>;
    /**
     * What DevStack's `local.conf` holds, secrets; needed where DevStack makes the region or a compute node.
     * @default none
     */
    readonly devStackSecrets?: pulumi.Input<DevStackSecrets>;
    /**
     * Password of the site's user in the Keystone that DevStack makes for this site, a secret.
     * @default none: the tower's stack makes the user
     */
    readonly sitePassword?: pulumi.Input<string>;
}

/** One institution's K-Cluster: everything that its stack makes in its region and on its K-Box. */
export class Site extends pulumi.ComponentResource {
    /** Machines that DevStack makes the region of, the K-Box first; none where the region exists. */
    declare readonly devStacks: readonly DevStack[];
    declare readonly region: Region;
    declare readonly external: ExternalNetwork;
    declare readonly tenant: TenantNetwork;
    declare readonly router: SiteRouter;
    declare readonly sharedNetworks: readonly SharedEnd[];
    /** The site's guest, or `null` when its file declares none. */
    declare readonly guest: Guest | null;
    /** The tower's virtual machine here, or `null` when the site's file declares none. */
    declare readonly controlVm: ControlVm | null;

    constructor(name: string, args: SiteArgs, opts: pulumi.ComponentResourceOptions = {}) {
        super("k-one:index:Site", name, {}, opts);
        const { site, guestPublicKey } = args;
        const protect = site.production;
        const { cloud, region } = site;
        this.devStacks = this.makeDevStacks(name, args);
        const stacked = { parent: this, ...(this.devStacks.length > 0 && { dependsOn: [...this.devStacks] }) };
        this.region = new Region(`${name}-region`, { cloud, region, guestPublicKey }, stacked);

        const central = makeCentral(`${name}-central`, site, stacked);
        const hints = zoneHints(site);
        const inNeutron = { ...stacked, providers: { openstack: central?.provider ?? this.region.provider } };
        this.tenant = new TenantNetwork(`${name}-tenant`, { network: site.tenant, hints }, inNeutron);
        const { tenant } = this;
        const outside = {
            network: site.external,
            tenant,
            protect,
            imported: site.imported.includes("external"),
            hints,
        };
        this.external = new ExternalNetwork(`${name}-external`, outside, inNeutron);
        const { external } = this;
        const routed = { router: site.router, external, tenant, protect, hints };
        this.router = new SiteRouter(`${name}-router`, routed, { ...inNeutron, ...pulledTenant(name, site, tenant) });
        this.sharedNetworks = site.sharedNetworks.flatMap((network) => this.share(name, args, network, inNeutron));
        this.guest = this.makeGuest(`${name}-guest`, site, inNeutron);
        this.controlVm = this.makeControlVm(`${name}-control-vm`, args, inNeutron);
        this.registerOutputs({ region: this.region.provider.region, floatingIp: this.guest?.floatingIp.address });
    }

    /** A compute node is counted in on the K-Box, so that it must be stacked first. */
    private makeDevStacks(name: string, args: SiteArgs): readonly DevStack[] {
        const { site, kBoxKey: privateKey } = args;
        if (site.devStack === null && site.computeNodes.length === 0) return [];
        const secrets = args.devStackSecrets ?? missing(site);
        const make = (suffix: string, plan: DevStackPlan, dependsOn: readonly DevStack[]) =>
            new DevStack(
                `${name}-devstack${suffix}`,
                { plan, secrets, privateKey, ...(args.sitePassword && { sitePassword: args.sitePassword }) },
                { parent: this, dependsOn: [...dependsOn] },
            );
        const kBox = site.devStack === null ? [] : [make("", site.devStack, [])];
        return [...kBox, ...site.computeNodes.map((node) => make(`-${node.name}`, node, kBox))];
    }

    private share(
        name: string,
        { site, kBoxKey }: SiteArgs,
        network: SharedNetworkPlan,
        opts: pulumi.ComponentResourceOptions,
    ): readonly SharedEnd[] {
        const { central, kBox, production } = site;
        const full = `${name}-${network.name}`;
        if (central === null) return [new SharedNetwork(full, { network, kBox, kBoxKey, protect: production }, opts)];
        // A copy that no guest uses would stay in the region when Central Neutron deletes the network.
        if (site.guest?.shared[network.name] === undefined) return [];
        return [new PulledShare(full, { network, site, central }, { parent: this, dependsOn: [this.router] })];
    }

    private makeGuest(name: string, site: SitePlan, opts: pulumi.ComponentResourceOptions): Guest | null {
        const { availabilityZone, central, guest, sshFrom } = site;
        const { region, external, tenant, router, sharedNetworks } = this;
        const imported = site.imported.includes("guest");
        const place = {
            availabilityZone,
            central,
            sshFrom,
            imported,
            region,
            external,
            tenant,
            router,
            sharedNetworks,
        };
        return guest === null ? null : new Guest(name, { guest, ...place }, opts);
    }

    private makeControlVm(
        name: string,
        { site, controlPublicKey }: SiteArgs,
        opts: pulumi.ComponentResourceOptions,
    ): ControlVm | null {
        const { controlVm, availabilityZone } = site;
        if (controlVm === null) return null;
        return new ControlVm(name, { controlVm, availabilityZone, publicKey: controlPublicKey }, opts);
    }
}

function missing({ site }: SitePlan): never {
    throw new Error(`no secrets of DevStack were given for site ${site}`);
}

function makeCentral(name: string, { central, cloud }: SitePlan, opts: pulumi.ComponentResourceOptions) {
    return central === null ? null : new CentralRegion(name, { cloud, region: central }, opts);
}
