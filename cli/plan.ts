import { join } from "node:path";
import { Command, Option } from "commander";
import { projectFolder } from "../lab/names.ts";
import { loadPlan } from "../plan/environment.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { UserError } from "../plan/user-error.ts";
import { list } from "../plan/words.ts";
import { renderPlan } from "./plan/tables.ts";
import { siteList } from "./run-command.ts";

/** A plan of the named sites alone; `null` keeps every site, and the names of the others still stand with the tower. */
export function onlySites(plan: EnvironmentPlan, names: readonly string[] | null): EnvironmentPlan {
    if (names === null) return plan;
    const known = plan.sites.map(({ site }) => site);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length === 0) return { ...plan, sites: plan.sites.filter(({ site }) => names.includes(site)) };
    throw new UserError(`--site: ${list(unknown)} is no site of ${plan.environment}; it has ${list(known, 20)}.`);
}

/** `k-one plan`: what each site gets. With `--json` it prints the {@link EnvironmentPlan}: fields are only ever added. */
export function planCommand(): Command {
    return new Command("plan")
        .description("Show what each site gets: addresses, pools, MTU, tunnels, peers and routes.")
        .argument("<environment>", "such as kone")
        .addOption(new Option("-s, --site <sites>", "these sites only: a,b").argParser(siteList))
        .option("--json", "print the plan as JSON", false)
        .action((environment: string, { site, json }: PlanFlags) => {
            const plan = onlySites(loadPlan(join(projectFolder, "stacks"), environment), site ?? null);
            process.stdout.write(`${json ? JSON.stringify(plan, null, 4) : renderPlan(plan)}\n`);
        });
}

interface PlanFlags {
    /** @default - every site */
    readonly site?: readonly string[];
    readonly json: boolean;
}
