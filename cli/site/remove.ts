import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PlanError, planEnvironment, readEnvironment, type StackFile } from "../../plan/environment.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { isMap } from "../../plan/map.ts";
import { objectOf } from "../../plan/stack-file.ts";
import { UserError } from "../../plan/user-error.ts";
import { fileDiff } from "../file-diff.ts";
import { noSuchSite } from "../site-names.ts";
import { stacksToUpdate } from "./affected.ts";
import type { SiteRemoval } from "./report.ts";

/** A stack's own words in the backend: `null` when the backend has no such stack. */
export interface StackContent {
    readonly resources: number | null;
    readonly pending: number;
    /** Why the backend couldn't say, or `null`. */
    readonly error: string | null;
}

/** What {@link removeSite} is given. */
export interface RemovalRequest {
    /** Project's folder; the stack files are in its `stacks/`. */
    readonly folder: string;
    readonly environment: string;
    readonly site: string;
    /** What the backend has of the site's stack; `null` when nobody wants to know. */
    readonly content: StackContent | null;
    /** Asks a yes-or-no question. */
    confirm(question: string): Promise<boolean>;
    /** Removes the empty stack from the backend, and leaves its file. */
    removeStack(stack: string): Promise<void>;
}

/** Why a site can't be removed yet, or `null`. */
export function refusal({ environment, site, content }: Pick<RemovalRequest, "environment" | "site" | "content">) {
    if (content === null) return null;
    if (content.error !== null) {
        return (
            `site ${site}: nobody can tell whether its stack has resources: ${content.error.replace(/\.$/, "")}. ` +
            "Nothing was removed. Mend that, or use --without-backend if you know that nothing is left."
        );
    }
    const left = (content.resources ?? 0) + content.pending;
    if (left === 0) return null;
    return (
        `site ${site}: its stack ${environment}-${site} still has ${left} resources; nothing was removed. ` +
        `Destroy them first: npx k-one destroy ${environment} --site ${site}.`
    );
}

/**
 * Removes a site's stack file, and its empty stack if that is wanted.
 * @throws UserError when the site is in use: by its own resources, by the tower, or by another file.
 */
export async function removeSite(request: RemovalRequest): Promise<SiteRemoval> {
    const { folder, environment, site, content } = request;
    const files = readEnvironment(join(folder, "stacks"), environment);
    const mine = siteFile(files, environment, site);
    const rest = files.filter((file) => file !== mine);
    refuseHost(rest, site);
    const reason = refusal(request);
    if (reason !== null) throw new UserError(reason);
    const up = updates(environment, files, rest);
    const file = `stacks/Pulumi.${environment}-${site}.yaml`;
    const diff = fileDiff(file, readFileSync(join(folder, file), "utf8"), null);
    if (!(await request.confirm(`Remove ${file}?`))) throw new UserError("Nothing was removed.");
    const stackRemoved = content !== null && content.resources !== null && (await dropStack(request));
    rmSync(join(folder, file));
    return { environment, site, file, diff, stackRemoved, up, todo: todo(environment, site, stackRemoved) };
}

function siteFile(files: readonly StackFile[], environment: string, site: string): StackFile {
    const found = files.find(({ owner }) => owner === site && owner !== "tower");
    if (found !== undefined) return found;
    const sites = files.map(({ owner }) => owner).filter((owner) => owner !== "tower");
    throw noSuchSite(environment, [site], sites);
}

function refuseHost(files: readonly StackFile[], site: string): void {
    const tower = files.find(({ owner }) => owner === "tower");
    const value = tower === undefined ? undefined : objectOf(tower).value;
    if (!isMap(value) || value.host !== site) return;
    throw new UserError(
        `site ${site}: the tower lives on its K-Box (tower.host); nothing was removed. ` +
            "Move the tower first, and write its new place in the tower's file.",
    );
}

/** A removal may mend what is wrong, so mistakes that were there before don't stop it. */
function updates(environment: string, files: readonly StackFile[], rest: readonly StackFile[]): readonly string[] {
    const before = planEnvironment(files).plan;
    const after = planEnvironment(rest);
    if (before === null) return after.plan === null ? [] : allStacks(after.plan);
    if (after.plan === null) throw new PlanError(environment, after.findings);
    return stacksToUpdate(before, after.plan);
}

function allStacks({ tower, sites }: EnvironmentPlan): readonly string[] {
    return [tower.stack, ...sites.map(({ stack }) => stack)];
}

async function dropStack({ environment, site, confirm, removeStack }: RemovalRequest): Promise<boolean> {
    const stack = `${environment}-${site}`;
    if (!(await confirm(`Remove the empty stack ${stack} and its history from the backend, too?`))) return false;
    await removeStack(stack);
    return true;
}

function todo(environment: string, site: string, stackRemoved: boolean): readonly string[] {
    const stack = `Remove the stack when nobody needs its history: pulumi stack rm ${environment}-${site}.`;
    return [
        `Take the site's password out of the tower's file: pulumi config rm k-one:${site}Password -s ${environment}-tower.`,
        ...(stackRemoved ? [] : [stack]),
        `Commit the removal, then run npx k-one up ${environment}.`,
    ];
}
