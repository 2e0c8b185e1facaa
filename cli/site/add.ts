import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    formatFinding,
    PlanError,
    parseStackFile,
    planEnvironment,
    readEnvironment,
    type StackFile,
} from "../../plan/environment.ts";
import { type EnvironmentPlan, hasKeystone } from "../../plan/environment-plan.ts";
import { nextSite } from "../../plan/next-site.ts";
import { UserError } from "../../plan/user-error.ts";
import { fileDiff } from "../file-diff.ts";
import { stacksToUpdate } from "./affected.ts";
import { type Answerer, collectAnswers, taken } from "./answers.ts";
import type { SiteAnswers } from "./fields.ts";
import type { SiteAddition } from "./report.ts";
import { newStackFile } from "./stack-file.ts";

/** What {@link draftSite} is given. */
export interface SiteRequest {
    /** Project's folder; the stack files are in its `stacks/`. */
    readonly folder: string;
    readonly environment: string;
    readonly site: string;
    /** What is known beforehand. */
    readonly given: Partial<SiteAnswers>;
    /** `null` when nobody is to be asked. */
    readonly somebody: Answerer | null;
}

/** A site's file that passed the proof and isn't written yet. */
export interface DraftedSite {
    readonly addition: SiteAddition;
    /** Writes the file. It fails when somebody else has written it meanwhile. */
    write(): void;
}

/**
 * Makes a new site's stack file and proves the whole environment with it. Nothing is written.
 * @throws PlanError with every mistake in the environment as it is, or as it would be.
 */
export async function draftSite({ folder, environment, site, given, somebody }: SiteRequest): Promise<DraftedSite> {
    const files = readEnvironment(join(folder, "stacks"), environment);
    refuseKnown(files, environment, site);
    const before = proven(environment, files).plan;
    const answers = await collectAnswers(before, site, given, somebody);
    const file = `stacks/Pulumi.${environment}-${site}.yaml`;
    const text = newStackFile(answers, nextSite(before, taken(answers)), !hasKeystone(before.tower));
    const after = proven(environment, [...files, parseStackFile(file, text)]);
    return {
        addition: {
            environment,
            site,
            file,
            diff: fileDiff(file, null, text),
            warnings: after.warnings,
            up: stacksToUpdate(before, after.plan),
            todo: todo(before, site, answers),
        },
        write: () => writeFileSync(join(folder, file), text, { flag: "wx" }),
    };
}

function proven(environment: string, files: readonly StackFile[]): { plan: EnvironmentPlan; warnings: string[] } {
    const { plan, findings } = planEnvironment(files);
    if (plan === null) throw new PlanError(environment, findings);
    return { plan, warnings: findings.map(formatFinding) };
}

function refuseKnown(files: readonly StackFile[], environment: string, site: string): void {
    const known = files.find(({ owner }) => owner === site);
    if (known === undefined) return;
    throw new UserError(
        `${site}: environment ${environment} has this site already, in ${known.path}. ` +
            `Choose another name, or change that file.`,
    );
}

function todo({ environment, tower }: EnvironmentPlan, site: string, answers: SiteAnswers): readonly string[] {
    const { cloud, kBox, user } = answers;
    const stack = `${environment}-${site}`;
    const ofUser = `Set the password of the site's user: pulumi config set --secret k-one:${site}Password -s ${environment}-tower.`;
    return [
        `Add the entry ${cloud} to clouds.yaml, with the site's own credential.`,
        `Make the stack: pulumi stack init ${stack}.`,
        `Set the private SSH key of ${user}@${kBox}, on standard input: pulumi config set --secret k-one:kBoxKey -s ${stack}.`,
        `Set the public key that opens the guest: pulumi config set k-one:guestPublicKey -s ${stack}.`,
        hasKeystone(tower)
            ? ofUser
            : "Write the URL of the site's own Keystone into identity.authUrl, if it isn't on the K-Box.",
        `Open UDP 4789 between the new K-Box and the others.`,
        `Commit the file, look at it with npx k-one preview ${environment}, then run npx k-one up ${environment}.`,
    ];
}
