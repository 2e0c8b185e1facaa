import { Command, Option } from "commander";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { printOutcome } from "./outcome.ts";
import { renderPlan } from "./plan/tables.ts";
import { assertSites, siteList } from "./site-names.ts";
import { planOf } from "./stack-files.ts";

/** A plan of the named sites alone; `null` keeps every site, and the names of the others still stand with the tower. */
export function onlySites(plan: EnvironmentPlan, names: readonly string[] | null): EnvironmentPlan {
    if (names === null) return plan;
    const known = plan.sites.map(({ site }) => site);
    assertSites(plan.environment, names, known);
    return { ...plan, sites: plan.sites.filter(({ site }) => names.includes(site)) };
}

/** `k-one plan`: what each site gets. With `--json` it prints the {@link EnvironmentPlan}: fields are only ever added. */
export function planCommand(): Command {
    return new Command("plan")
        .description("Show what each site gets: addresses, pools, MTU, tunnels, peers and routes.")
        .argument("<environment>", "such as kone")
        .addOption(new Option("-s, --site <sites>", "these sites only: a,b").argParser(siteList))
        .option("--json", "print the plan as JSON", false)
        .action((environment: string, { site, json }: PlanFlags) => {
            printOutcome(onlySites(planOf(environment), site ?? null), json, renderPlan);
        });
}

interface PlanFlags {
    /** @default - every site */
    readonly site?: readonly string[];
    readonly json: boolean;
}
