import type { z } from "zod";
import type { EnvironmentDraft } from "./draft.ts";
import type { EnvironmentPlan } from "./environment-plan.ts";
import { error, type Finding, inOrder, isError, PlanError } from "./finding.ts";
import { readEnvironment } from "./folder.ts";
import { type Reading, read } from "./read.ts";
import { rules } from "./rules.ts";
import type { SiteFile } from "./site-file.ts";
import { type CompleteEnvironment, planSite } from "./site-plan.ts";
import { siteSchema } from "./site-schema.ts";
import { objectOf, type StackFile } from "./stack-file.ts";
import type { TowerFile } from "./tower-file.ts";
import { planTower } from "./tower-plan.ts";
import { towerSchema } from "./tower-schema.ts";

export { type Finding, formatFinding, PlanError } from "./finding.ts";
export { listEnvironments, readEnvironment } from "./folder.ts";
export { parseStackFile, type StackFile } from "./stack-file.ts";

/** What the planner makes of an environment's files. */
export interface PlanResult {
    /** `null` when a finding is an error. */
    readonly plan: EnvironmentPlan | null;
    /** Errors and warnings in the order of their paths. */
    readonly findings: readonly Finding[];
}

/** Files of an environment, each held against its schema. */
interface Readings {
    readonly environment: string;
    readonly tower: Reading<TowerFile>;
    /** In the order of their names. */
    readonly sites: readonly { readonly name: string; readonly reading: Reading<SiteFile> }[];
}

/**
 * Plan of an environment in a folder of stack files.
 * @param warn Takes each warning; without it nobody is warned.
 * @throws PlanError that lists every error.
 */
export function loadPlan(
    folder: string,
    environment: string,
    warn: (warning: Finding) => void = () => undefined,
): EnvironmentPlan {
    const { plan, findings } = planEnvironment(readEnvironment(folder, environment));
    if (plan === null) throw new PlanError(environment, findings);
    for (const warning of findings) warn(warning);
    return plan;
}

/** Holds an environment's files against schema and rules, and plans it when there is no error. */
export function planEnvironment(
    files: readonly StackFile[],
    today = new Date().toISOString().slice(0, 10),
): PlanResult {
    const readings = readFiles(files);
    const draft = draftOf(readings, today);
    const findings = inOrder([...findingsOf(readings), ...rules.flatMap((rule) => [...rule(draft)])]);
    const complete = findings.some(isError) ? null : completeOf(readings);
    return { plan: complete === null ? null : planComplete(complete), findings };
}

/** Sorted by name: from here on nothing depends on the order the files came in. */
function readFiles(files: readonly StackFile[]): Readings {
    const sorted = [...files].sort((a, b) => (a.owner < b.owner ? -1 : 1));
    const environment = sorted[0]?.environment ?? "";
    const tower = sorted.find((file) => file.owner === "tower");
    return {
        environment,
        tower: tower === undefined ? noTower(environment, sorted) : readFile(tower, towerSchema, "tower"),
        sites: sorted
            .filter((file) => file !== tower)
            .map((file) => ({ name: file.owner, reading: readFile(file, siteSchema, `sites.${file.owner}`) })),
    };
}

function readFile<T>(file: StackFile, schema: z.ZodType<T>, path: string): Reading<T> {
    const { value, findings } = objectOf(file);
    const reading = value === undefined ? nothing<T>() : read(schema, value, path);
    return { ...reading, findings: [...findings, ...reading.findings] };
}

function noTower(environment: string, files: readonly StackFile[]): Reading<TowerFile> {
    const file = `Pulumi.${environment}-tower.yaml`;
    const folder = files[0]?.path.replace(/[^/]*$/, "") ?? "";
    return {
        ...nothing<TowerFile>(),
        findings: [
            error(`${folder}${file}`, `no such file. An environment has one tower: write its k-one:tower there.`),
        ],
    };
}

function nothing<T>(): Reading<T> {
    return { draft: {} as Reading<T>["draft"], complete: null, findings: [] };
}

function findingsOf({ tower, sites }: Readings): Finding[] {
    return [tower, ...sites.map(({ reading }) => reading)].flatMap(({ findings }) => findings);
}

function draftOf({ environment, tower, sites }: Readings, today: string): EnvironmentDraft {
    return {
        environment,
        tower: tower.draft,
        // A file of nobody is no site; it has its finding already.
        sites: sites.filter(({ name }) => name !== "").map(({ name, reading }) => ({ name, file: reading.draft })),
        today,
    };
}

function completeOf({ environment, tower, sites }: Readings): CompleteEnvironment | null {
    if (tower.complete === null) return null;
    const complete = sites.flatMap(({ name, reading }) =>
        reading.complete === null ? [] : [{ name, file: reading.complete }],
    );
    return { environment, tower: tower.complete, sites: complete };
}

function planComplete(environment: CompleteEnvironment): EnvironmentPlan {
    return {
        environment: environment.environment,
        tower: planTower(environment),
        sites: environment.sites.map((site) => planSite(site, environment)),
    };
}
