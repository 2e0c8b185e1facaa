import { projectFolder } from "../../lab/names.ts";
import { type Finding, PlanError, planEnvironment, readEnvironment, type StackFile } from "../../plan/environment.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { type PreviewedStack, type RunOptions, withoutSteps, withRun } from "../runs.ts";
import { stacksFolder } from "../stack-files.ts";
import type { RunSummary } from "../summary.ts";
import { compareTopologies } from "../topology/changes.ts";
import { renderMermaid } from "../topology/mermaid.ts";
import { emptyTopology, type Topology, topologyOf } from "../topology/topology.ts";
import { type Base, readBase } from "./base.ts";
import type { Review } from "./review.ts";
import { type Touched, touchedStacks } from "./touched.ts";

/** So that it leaves most of a comment's room to what changes. */
const mostOfTopology = 16_000;

/** What is looked at. */
export interface LookOptions extends RunOptions {
    /**
     * Git ref that the change is held against: only stacks that differ from it are looked at.
     * @default - none: every stack is looked at
     */
    readonly base?: string | undefined;
}

/** What every stack would do, in short and in full. */
export interface Look {
    readonly summary: RunSummary;
    readonly stacks: readonly PreviewedStack[];
}

/** Says what `up` would do in each stack that a change touches, and changes nothing in OpenStack. */
export async function lookAt(environment: string, options: LookOptions): Promise<Look> {
    const { base } = options;
    if (base === undefined) return lookAtSites(environment, options);
    const { plan, files, findings } = readHead(environment);
    if (plan === null) throw new PlanError(environment, findings);
    const { touched } = touchedStacks(await readBase(projectFolder, environment, base), { plan, files });
    return lookAtSites(environment, { ...options, sites: touchedSites(touched, options) });
}

async function lookAtSites(environment: string, options: RunOptions): Promise<Look> {
    let stacks: readonly PreviewedStack[] = [];
    const summary = await withRun(environment, "preview", options, async (run) => {
        stacks = await run.each(run.targets, "preview");
        return stacks.map(withoutSteps);
    });
    return { summary, stacks };
}

/** Names of the touched stacks' sites, those among them that were asked for. */
function touchedSites(touched: Touched["touched"], { sites }: RunOptions): readonly string[] {
    const names = touched.map(({ stack }) => stack.slice(stack.indexOf("-") + 1));
    return names.filter((name) => sites?.includes(name) ?? true);
}

interface Files {
    readonly plan: EnvironmentPlan | null;
    readonly files: readonly StackFile[];
    readonly findings: readonly Finding[];
}

function readHead(environment: string): Files {
    try {
        const files = readEnvironment(stacksFolder, environment);
        return { files, ...planEnvironment(files) };
    } catch (error) {
        if (!(error instanceof PlanError)) throw error;
        return { plan: null, files: [], findings: error.findings };
    }
}

/**
 * Looks at a change as {@link lookAt} does, and comes to something to say also when it fails.
 * @param enter Called before the first stack is looked at: a lab's stacks are previewed inside its network only.
 */
export async function reviewChange(
    environment: string,
    options: LookOptions,
    enter: () => Promise<void>,
): Promise<Review> {
    const { plan, files, findings } = readHead(environment);
    const nothing = { environment, findings, base: options.base ?? null, touched: null, stacks: [], failure: null };
    if (plan === null) return { ...nothing, topology: null };
    try {
        const base = options.base === undefined ? null : await readBase(projectFolder, environment, options.base);
        const touched = base && touchedStacks(base, { plan, files });
        const sites = touched === null ? options.sites : touchedSites(touched.touched, options);
        if (sites?.length !== 0) await enter();
        const { stacks } = sites?.length === 0 ? { stacks: [] } : await lookAtSites(environment, { ...options, sites });
        return { ...nothing, touched, stacks, topology: draw(plan, base) };
    } catch (error) {
        return { ...nothing, failure: error instanceof Error ? error.message : String(error), topology: null };
    }
}

function draw(plan: EnvironmentPlan, base: Base | null): string {
    return renderMermaid(compareTopologies(before(plan, base), topologyOf(plan)), mostOfTopology);
}

/** `null` when nothing is known of what was there. */
function before({ environment }: EnvironmentPlan, base: Base | null): Topology | null {
    if (base?.files.length === 0) return emptyTopology(environment);
    return base?.plan == null ? null : topologyOf(base.plan);
}
