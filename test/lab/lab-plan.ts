import type { Bootstrap } from "../../lab/bootstrap.ts";
import { devStackBlock } from "../../lab/dev-stack.ts";
import type { Driver } from "../../lab/driver.ts";
import type { Identity } from "../../lab/identity.ts";
import { boxHostKey, controlKey, ensureKey, guestKey, hostKey, loginKey } from "../../lab/keys.ts";
import type { Lab } from "../../lab/names.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { readSite, readTower, siteNames } from "../../lab/sites.ts";
import { ensureStackFile, siteStack, towerStack } from "../../lab/stack-files.ts";
import { type PlanResult, planEnvironment, readEnvironment } from "../../plan/environment.ts";
import { fakePulumi } from "./fake-pulumi.ts";
import { scratchLab } from "./scratch.ts";

/** Id of Keystone's role `member`, as a lab learns it. */
export const memberRole = "9fe2ff9ee4384b1894a90878d3e92bab";

/** A lab in a folder of its own, with all keys that the stack files of these sites tell of. */
export async function scratchStacks(sites: readonly string[]): Promise<Lab> {
    const lab = scratchLab();
    const files = [guestKey(lab), ...sites.flatMap((site) => keysOf(lab, site))];
    await Promise.all(files.map((file) => ensureKey(file, "test")));
    return lab;
}

function keysOf(lab: Lab, site: string): readonly string[] {
    return [
        loginKey(lab, site),
        hostKey(lab, site),
        controlKey(lab, site),
        ...readSite(site).boxes.map(({ name }) => boxHostKey(lab, site, name)),
    ];
}

/** What the planner makes of the files that a lab of five sites writes; `host` is the site whose K-Box is the tower's, too. */
export async function labPlan(
    host: string | null,
    kind: Bootstrap["kind"] = "adopt",
    identity: Identity = "shared",
    driver: Driver = "mesh",
): Promise<PlanResult> {
    const lab = await scratchStacks(siteNames);
    const tool = fakePulumi();
    const sites = siteNames.map((site) => readSite(site, kind, identity));
    const tower = readTower(host, driver, kind, identity);
    const role = kind === "devstack" || identity === "own" ? null : memberRole;
    const { image } = tower.guest;
    const blockOf = async (site: string) =>
        kind === "adopt"
            ? {}
            : { devstack: await devStackBlock({ kind, gitBase: "https://opendev.org" }, image, site) };
    for (const site of sites)
        await ensureStackFile(lab, tool, siteStack(lab, site, { plain: await blockOf(site.name) }, driver));
    await ensureStackFile(lab, tool, towerStack(lab, tower, role, ensureSecrets(lab, siteNames), siteNames));
    return planEnvironment(readEnvironment(lab.stacks, "labunit"));
}
