import { join } from "node:path";
import { loadPlan } from "../plan/environment.ts";
import { type EnvironmentPlan, hasKeystone, type SitePlan } from "../plan/environment-plan.ts";
import { UserError } from "../plan/user-error.ts";
import { parseStackName } from "../stacks/stack-name.ts";

/** The stack under check, as its environment's files declare it. */
export interface Stack {
    /** Such as `lab-gist`. */
    readonly name: string;
    readonly plan: EnvironmentPlan;
    /** Site that the stack belongs to, or `null` for the tower's. */
    readonly site: SitePlan | null;
    /** Site's name, or `tower`. */
    readonly owner: string;
    /** Entry in `clouds.yaml`, and Keystone region. */
    readonly place: { readonly cloud: string; readonly region: string };
    /** Stack's file, as a message names it. */
    readonly file: string;
}

/** How a stack is looked up by its name. */
export type StackLookup = (name: string) => Stack;

/**
 * Looks stacks up in a folder of stack files; each environment is planned once.
 * @param folder The `stacks/` beside this pack: it judges by its own project's files. No variable says otherwise, since
 * whoever sets it would say what is allowed; tests copy the pack.
 */
export function stacksIn(folder = join(import.meta.dirname, "..", "stacks")): StackLookup {
    const plans = new Map<string, EnvironmentPlan>();
    return (name) => {
        const { environment } = parseStackName(name);
        const plan = plans.get(environment) ?? loadPlan(folder, environment);
        plans.set(environment, plan);
        return stackOf(plan, name);
    };
}

/**
 * A stack of a plan.
 * @throws UserError when the environment has no such stack: what nobody declared can't be held against anything.
 */
export function stackOf(plan: EnvironmentPlan, name: string): Stack {
    const { owner } = parseStackName(name);
    const file = `stacks/Pulumi.${name}.yaml`;
    const { tower } = plan;
    if (owner === "tower" && hasKeystone(tower)) return { name, plan, site: null, owner, place: tower, file };
    const site = plan.sites.find((candidate) => candidate.site === owner);
    if (site !== undefined) return { name, plan, site, owner, place: site, file };
    const known = [...plan.sites, ...(hasKeystone(tower) ? [tower] : [])].map(({ stack }) => stack).join(", ");
    throw new UserError(`stack ${name}: environment ${plan.environment} doesn't declare it. Allowed: ${known}.`);
}

/** Name of the stack in a resource's URN, `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function stackNameIn(urn: string): string {
    return urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}
