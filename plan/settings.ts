import type { DevStackPlan, DevStackSecrets } from "./dev-stack/dev-stack-plan.ts";
import type { EnvironmentPlan, SitePlan, TowerPlan } from "./environment-plan.ts";

/** A key of a stack's config that stands beside the planned object. */
export interface Setting {
    /** Key without the project's name, such as `kBoxKey`. */
    readonly key: string;
    readonly secret: boolean;
    /** What it is, for the one who has to set it. */
    readonly what: string;
    /** Whether any long word does, so that it can be made; what isn't must fit to something that exists. */
    readonly makeable: boolean;
    /** What stacks with the same value have in common, such as `Keystone at http://…`; `null`: a value of this stack alone. */
    readonly common: string | null;
}

/** Config keys of what DevStack's `local.conf` holds. */
export const devStackKeys: Readonly<Record<keyof DevStackSecrets, string>> = {
    admin: "adminPassword",
    database: "databasePassword",
    rabbit: "rabbitPassword",
    service: "servicePassword",
    serviceToken: "serviceToken",
};

/** Key of the password of a site's user, in the stack that makes the user: the tower's, or the site's with a Keystone. */
export function passwordKey(site: string): string {
    return `${site}Password`;
}

/** Key as it stands in a stack's file, such as `k-one:kBoxKey`. */
export function settingKey({ key }: Setting): string {
    return `k-one:${key}`;
}

/** Command that sets it; a secret goes to its standard input. */
export function setCommand(stack: string, setting: Setting): string {
    return `pulumi config set${setting.secret ? " --secret" : ""} -s ${stack} ${settingKey(setting)}`;
}

/** Everything that a stack's config must hold for an `up`; `null` is the tower's stack. */
export function stackSettings(plan: EnvironmentPlan, site: SitePlan | null): readonly Setting[] {
    return site === null ? towerSettings(plan) : siteSettings(plan, site);
}

function towerSettings(plan: EnvironmentPlan): Setting[] {
    const { tower } = plan;
    const passwords = tower.sites.map((site) => secret(passwordKey(site), `password of ${site}'s user`));
    if (tower.devStack === null) return passwords;
    const key = secret("kBoxKey", "private SSH key of the tower machine's login user");
    return [...passwords, key, ...devStackSettings(plan, tower.devStack)];
}

function siteSettings(plan: EnvironmentPlan, site: SitePlan): Setting[] {
    const control = { ...secret("controlPublicKey", "public SSH key that opens the control VM"), secret: false };
    const userPassword = secret(passwordKey(site.site), `password of ${site.site}'s user in its own Keystone`);
    const [stacked] = devStacksOf(site);
    return [
        secret("kBoxKey", "private SSH key of the K-Box's login user"),
        { ...secret("guestPublicKey", "public SSH key that opens the guests"), secret: false },
        ...(site.controlVm === null ? [] : [control]),
        ...(site.devStack?.siteUser === undefined ? [] : [userPassword]),
        ...(stacked === undefined ? [] : devStackSettings(plan, stacked)),
    ];
}

function secret(key: string, what: string): Setting {
    return { key, secret: true, what, makeable: false, common: null };
}

/**
 * What one machine's DevStack needs. Whoever registers at a Keystone does it as `admin`, and the services' users are there
 * once; a compute node uses its K-Box's database and queue, also where that was made by the tower's stack.
 */
function devStackSettings(plan: EnvironmentPlan, { identity: { authUrl }, region }: DevStackPlan): Setting[] {
    const keystone = `Keystone at ${authUrl}`;
    const atKeystone = { common: keystone, makeable: makesKeystone(plan, authUrl) };
    const inRegion = { common: `region ${region} of ${keystone}`, makeable: true };
    return [
        { ...secret(devStackKeys.admin, `password of user admin of ${keystone}`), ...atKeystone },
        { ...secret(devStackKeys.database, "password of DevStack's database"), ...inRegion },
        { ...secret(devStackKeys.rabbit, "password of DevStack's message queue"), ...inRegion },
        { ...secret(devStackKeys.service, `password of the services' users of ${keystone}`), ...atKeystone },
        { ...secret(devStackKeys.serviceToken, "DevStack's SERVICE_TOKEN"), ...inRegion },
    ];
}

/** A Keystone that exists has an `admin` already. */
function makesKeystone({ tower, sites }: EnvironmentPlan, authUrl: string): boolean {
    return [tower, ...sites]
        .flatMap(devStacksOf)
        .some(({ role, identity }) => identity.authUrl === authUrl && (role === "tower" || role === "first region"));
}

/** What DevStack makes in a stack. */
function devStacksOf(owner: TowerPlan | SitePlan): readonly DevStackPlan[] {
    const nodes = "computeNodes" in owner ? owner.computeNodes : [];
    return [...(owner.devStack === null ? [] : [owner.devStack]), ...nodes];
}
