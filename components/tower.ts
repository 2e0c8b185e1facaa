import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { hasKeystone, type SharedTowerPlan, type TowerPlan } from "../plan/environment-plan.ts";
import { DevStack } from "./dev-stack.ts";
import { label } from "./label.ts";
import { Central } from "./tricircle/central.ts";

/** What a {@link Tower} needs. */
export interface TowerArgs {
    readonly tower: TowerPlan;
    /** Password of each site's user by the site's name, secrets. */
    readonly passwords: Readonly<Record<string, pulumi.Input<string>>>;
    /**
     * What DevStack needs to make Keystone: the private SSH key of its machine, and what `local.conf` holds, secrets.
     * @default none: Keystone exists
     */
    readonly devStack?: {
        readonly privateKey: pulumi.Input<string>;
        readonly secrets: pulumi.Input<DevStackSecrets>;
    };
}

/** Shared identity: a project, a user and a role of its own for each site, all named `k-one-<site>`. */
export class Tower extends pulumi.ComponentResource {
    /** What makes Keystone, or `null` when it exists. */
    declare readonly devStack: DevStack | null;
    /** Talks to the tower's Keystone. */
    declare readonly provider: openstack.Provider;
    /** Each site's project by the site's name. */
    declare readonly projects: Readonly<Record<string, openstack.identity.Project>>;
    /** Tricircle's pods and shared networks, or `null` with driver mesh. */
    declare readonly central: Central | null;

    constructor(name: string, args: TowerArgs, opts: pulumi.ComponentResourceOptions = {}) {
        super("k-one:index:Tower", name, {}, opts);
        if (!hasKeystone(args.tower)) throw new Error("each site has a Keystone of its own: the tower makes nothing");
        const { cloud, region, sites } = args.tower;
        this.devStack = this.makeDevStack(`${name}-devstack`, args);
        const stacked = { parent: this, ...(this.devStack !== null && { dependsOn: this.devStack }) };
        this.provider = new openstack.Provider(`${name}-provider`, { cloud, region }, stacked);
        this.projects = Object.fromEntries(sites.map((site) => [site, this.admit(`${name}-${site}`, site, args)]));
        this.central = this.makeCentral(`${name}-central`, args.tower);
        this.registerOutputs({ sites });
    }

    private makeDevStack(name: string, { tower, devStack }: TowerArgs): DevStack | null {
        if (tower.devStack === null) return null;
        if (devStack === undefined) throw new Error("no secrets of DevStack were given for the tower");
        return new DevStack(name, { plan: tower.devStack, ...devStack }, { parent: this });
    }

    private makeCentral(name: string, tower: SharedTowerPlan): Central | null {
        const { central } = tower;
        return central === null
            ? null
            : new Central(name, { tower, central, provider: this.provider }, { parent: this });
    }

    /** Its own role tells the site's user apart in its region's policies: `member` is the same at every site. */
    private admit(name: string, site: string, { tower, passwords }: TowerArgs): openstack.identity.Project {
        const opts = { parent: this, provider: this.provider };
        const title = `k-one-${site}`;
        const project = new openstack.identity.Project(
            `${name}-project`,
            { ...label(`${name}-project`), name: title },
            opts,
        );
        const user = new openstack.identity.User(
            `${name}-user`,
            {
                description: label(`${name}-user`).description,
                name: title,
                password: passwords[site] ?? missing(site),
                defaultProjectId: project.id,
            },
            opts,
        );
        const role = new openstack.identity.Role(`${name}-role`, { name: title }, opts);
        const assignee = { projectId: project.id, userId: user.id };
        new openstack.identity.RoleAssignment(`${name}-own-role`, { ...assignee, roleId: role.id }, opts);
        const roleId = this.devStack?.memberRole ?? tower.memberRole ?? unknownRole();
        new openstack.identity.RoleAssignment(`${name}-member-role`, { ...assignee, roleId }, opts);
        return project;
    }
}

function missing(site: string): never {
    throw new Error(`no password was given for site ${site}`);
}

function unknownRole(): never {
    throw new Error("neither the tower's plan nor DevStack tells the id of Keystone's role member");
}
