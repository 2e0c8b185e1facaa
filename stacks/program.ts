import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Guest } from "../components/guest.ts";
import { Site } from "../components/site.ts";
import { Tower } from "../components/tower.ts";
import { assertInsideLab } from "../lab/namespace.ts";
import type { DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { loadPlan, readEnvironment } from "../plan/environment.ts";
import type { EnvironmentPlan, GuestPlan, SitePlan, TowerPlan } from "../plan/environment-plan.ts";
import { objectOf } from "../plan/stack-file.ts";
import { UserError } from "../plan/user-error.ts";
import { readCheckpoint } from "./backend.ts";
import { assertNoContradiction } from "./openstack-variables.ts";
import { assertNothingPending } from "./pending-creates.ts";
import { assertSameConfig } from "./same-config.ts";
import { readSettings, type Setting } from "./settings.ts";
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
    return site === null ? runTower(plan.tower) : runSite(plan.tower, site);
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
    const place = { root, project: pulumi.getProject(), stack: pulumi.getStack() };
    assertNothingPending(name, readCheckpoint(place, process.env));
}

function runTower(tower: TowerPlan): StackOutputs {
    assertNoContradiction(tower.stack, tower, process.env);
    const passwords = readSettings(
        new pulumi.Config("k-one"),
        tower.sites.map((site) => ({ key: `${site}Password`, secret: true, what: `password of ${site}'s user` })),
    );
    const bySite = Object.entries(passwords).map(([key, password]) => [key.replace(/Password$/, ""), password]);
    const devStack = tower.devStack === null ? {} : { devStack: readDevStack() };
    const { projects } = new Tower("tower", { tower, passwords: Object.fromEntries(bySite), ...devStack });
    return {
        region: tower.region,
        projects: Object.fromEntries(Object.entries(projects).map(([site, project]) => [site, project.id])),
    };
}

function runSite(tower: TowerPlan, site: SitePlan): StackOutputs {
    assertNoContradiction(site.stack, { ...site, authUrl: tower.authUrl }, process.env);
    const settings = readSettings(new pulumi.Config("k-one"), [
        { key: "kBoxKey", secret: true, what: "private SSH key of the K-Box's login user" },
        { key: "guestPublicKey", secret: false, what: "public SSH key that opens the guests" },
        ...controlKey(site),
    ]);
    const stacked = site.devStack !== null || site.computeNodes.length > 0;
    const devStack = stacked ? { devStackSecrets: readDevStackSecrets() } : {};
    const { guest } = new Site(site.site, { site, ...settings, ...devStack });
    const vteps = Object.fromEntries(site.sharedNetworks.map(({ name, vtep }) => [name, vtep.address]));
    return { region: site.region, vteps, ...guestOutputs(site.guest, guest) };
}

function readDevStack() {
    const key = { key: "kBoxKey", secret: true, what: "private SSH key of the tower machine's login user" } as const;
    return { privateKey: readSettings(new pulumi.Config("k-one"), [key]).kBoxKey, secrets: readDevStackSecrets() };
}

function readDevStackSecrets(): pulumi.Output<DevStackSecrets> {
    const setting = <Key extends string>(key: Key, what: string) => ({ key, secret: true, what });
    const { adminPassword, databasePassword, rabbitPassword, servicePassword, serviceToken } = readSettings(
        new pulumi.Config("k-one"),
        [
            setting("adminPassword", "password of Keystone's user admin"),
            setting("databasePassword", "password of DevStack's database"),
            setting("rabbitPassword", "password of DevStack's message queue"),
            setting("servicePassword", "password of the services' users in Keystone"),
            setting("serviceToken", "DevStack's SERVICE_TOKEN"),
        ],
    );
    return pulumi.output({
        admin: adminPassword,
        database: databasePassword,
        rabbit: rabbitPassword,
        service: servicePassword,
        serviceToken,
    });
}

function controlKey({ controlVm }: SitePlan): readonly Setting<"controlPublicKey">[] {
    const setting = {
        key: "controlPublicKey",
        secret: false,
        what: "public SSH key that opens the control VM",
    } as const;
    return controlVm === null ? [] : [setting];
}

function guestOutputs(plan: GuestPlan | null, guest: Guest | null): Pick<StackOutputs, "floatingIp" | "guest"> {
    if (plan === null || guest === null) return {};
    return { floatingIp: guest.floatingIp.address, guest: { tenant: plan.tenant, ...plan.shared } };
}
