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
export async function labPlan(host: string | null): Promise<PlanResult> {
    const lab = await scratchStacks(siteNames);
    const tool = fakePulumi();
    for (const site of siteNames) await ensureStackFile(lab, tool, siteStack(lab, readSite(site)));
    const secrets = ensureSecrets(lab, siteNames);
    await ensureStackFile(lab, tool, towerStack(lab, readTower(host), memberRole, secrets, siteNames));
    return planEnvironment(readEnvironment(lab.stacks, "labunit"));
}
