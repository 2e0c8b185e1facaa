import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Guest } from "../components/guest.ts";
import { Site } from "../components/site.ts";
import { Tower } from "../components/tower.ts";
import { assertInsideLab } from "../lab/namespace.ts";
import type { DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { loadPlan, readEnvironment } from "../plan/environment.ts";
import {
    type EnvironmentPlan,
    type GuestPlan,
    hasKeystone,
    type SitePlan,
    type TowerPlan,
} from "../plan/environment-plan.ts";
import { devStackKeys, passwordKey, stackSettings } from "../plan/settings.ts";
import { objectOf } from "../plan/stack-file.ts";
import { UserError } from "../plan/user-error.ts";
import { readCheckpoint } from "./backend.ts";
import { assertNotMigrating } from "./half-migrated.ts";
import { assertNoContradiction } from "./openstack-variables.ts";
import { assertNothingPending } from "./pending-creates.ts";
import { assertSameConfig } from "./same-config.ts";
import { readSettings, type SettingValue } from "./settings.ts";
import { parseStackName, type StackName } from "./stack-name.ts";

/** What a stack tells others: a site's has all but `projects`, the tower's has `region` and `projects`. */
export interface StackOutputs {
    readonly region: pulumi.Input<string>;
    /**
     * Address of the site's guest on the external network.
     *
     * @default - none: the site has no guest.
     */
    readonly floatingIp?: pulumi.Output<string>;
    /**
     * Guest's address on the tenant network and on each shared network, by the network's name.
     *
     * @default - none: the site has no guest.
     */
    readonly guest?: Readonly<Record<string, string>>;
    /**
     * Underlay address of the site's end of each shared network, by the network's name.
     *
     * @default - none: the stack is the tower's.
     */
    readonly vteps?: Readonly<Record<string, string>>;
    /**
     * Id of each site's project, by the site's name.
     *
     * @default - none: the stack is a site's.
     */
    readonly projects?: Readonly<Record<string, pulumi.Output<string>>>;
}

/**
 * Makes what the selected stack stands for, after everything that can be checked has been checked.
 *
 * @param root Folder of `Pulumi.yaml`; the stack files are in its `stacks/`.
 */
export function runStack(root: string): StackOutputs {
    const name = parseStackName(pulumi.getStack());
    assertInsideLab(name.environment);
    const folder = join(root, "stacks");
    const plan = loadPlan(folder, name.environment);
    const site = name.owner === "tower" ? null : siteOf(plan, name.owner);
    assertPlannedConfig(folder, name);
    assertSettled(root, name);
    return site === null ? runTower(plan) : runSite(plan, site);
}

function siteOf({ environment, sites }: EnvironmentPlan, name: string): SitePlan {
    const site = sites.find((candidate) => candidate.site === name);
    if (site !== undefined) return site;
    throw new UserError(
        `stack ${environment}-${name}: environment ${environment} has no site ${name}; ` +
            `there are ${sites.map((known) => known.site).join(", ")}. ` +
            `Select one of their stacks, or write stacks/Pulumi.${environment}-${name}.yaml.`,
    );
}

function assertPlannedConfig(folder: string, { environment, owner }: StackName): void {
    const file = readEnvironment(folder, environment).find((candidate) => candidate.owner === owner);
    const key = owner === "tower" ? "tower" : "site";
    assertSameConfig({
        stack: pulumi.getStack(),
        key: `k-one:${key}`,
        file: file && objectOf(file).value,
        pulumi: new pulumi.Config("k-one").getObject(key),
    });
}

/** `k-one up` settles what is pending before it starts Pulumi. */
function assertSettled(root: string, name: StackName): void {
    if (process.env.K_ONE_RUN) return;
    assertNotMigrating(root, name.environment);
    const place = { root, project: pulumi.getProject(), stack: pulumi.getStack() };
    assertNothingPending(name, readCheckpoint(place, process.env));
}

function runTower(plan: EnvironmentPlan): StackOutputs {
    const { tower } = plan;
    if (!hasKeystone(tower)) throw new UserError(noTower(tower));
    assertNoContradiction(tower.stack, tower, process.env);
    const setting = readSettings(new pulumi.Config("k-one"), stackSettings(plan, null));
    const passwords = Object.fromEntries(tower.sites.map((site) => [site, setting(passwordKey(site))]));
    const devStack =
        tower.devStack === null
            ? {}
            : { devStack: { privateKey: setting("kBoxKey"), secrets: devStackSecrets(setting) } };
    const { projects } = new Tower("tower", { tower, passwords, ...devStack });
    return {
        region: tower.region,
        projects: Object.fromEntries(Object.entries(projects).map(([site, project]) => [site, project.id])),
    };
}

function noTower({ environment, stack, sites }: TowerPlan): string {
    return (
        `stack ${stack}: with identity.mode: own each site of ${environment} has a Keystone of its own, and the tower makes ` +
        `nothing. Select the stack of a site: ${sites.map((site) => `${environment}-${site}`).join(", ")}.`
    );
}

function runSite(plan: EnvironmentPlan, site: SitePlan): StackOutputs {
    assertNoContradiction(site.stack, site, process.env);
    const setting = readSettings(new pulumi.Config("k-one"), stackSettings(plan, site));
    const stacked = site.devStack !== null || site.computeNodes.length > 0;
    const { guest } = new Site(site.site, {
        site,
        kBoxKey: setting("kBoxKey"),
        guestPublicKey: setting("guestPublicKey"),
        controlPublicKey: site.controlVm === null ? "" : setting("controlPublicKey"),
        ...(stacked && { devStackSecrets: devStackSecrets(setting) }),
        ...(site.devStack?.siteUser !== undefined && { sitePassword: setting(passwordKey(site.site)) }),
    });
    const vteps = Object.fromEntries(site.sharedNetworks.map(({ name, vtep }) => [name, vtep.address]));
    return { region: site.region, vteps, ...guestOutputs(site.guest, guest) };
}

function devStackSecrets(setting: SettingValue): pulumi.Output<DevStackSecrets> {
    const { admin, database, rabbit, service, serviceToken } = devStackKeys;
    return pulumi.output({
        admin: setting(admin),
        database: setting(database),
        rabbit: setting(rabbit),
        service: setting(service),
        serviceToken: setting(serviceToken),
    });
}

function guestOutputs(plan: GuestPlan | null, guest: Guest | null): Pick<StackOutputs, "floatingIp" | "guest"> {
    if (plan === null || guest === null) return {};
    return { floatingIp: guest.floatingIp.address, guest: { tenant: plan.tenant, ...plan.shared } };
}
