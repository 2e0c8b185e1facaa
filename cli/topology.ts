import { Command, Option } from "commander";
import { loadPlan } from "../plan/environment.ts";
import { formatFinding, isError } from "../plan/finding.ts";
import { UserError } from "../plan/user-error.ts";
import { forkPoint } from "./git.ts";
import { writeNamedFile } from "./named-file.ts";
import { planAtRef } from "./plan-at-ref.ts";
import { stacksFolder } from "./stack-files.ts";
import { compareTopologies, type MarkedTopology } from "./topology/changes.ts";
import { renderMermaid } from "./topology/mermaid.ts";
import { renderSvg } from "./topology/svg.ts";
import { emptyTopology, type Topology, topologyOf } from "./topology/topology.ts";

/** Each format's way to draw: a text with no newline at its end. */
const renderers = {
    mermaid: (topology: MarkedTopology) => Promise.resolve(renderMermaid(topology)),
    svg: renderSvg,
} as const;

/** How an environment can be drawn. */
export type TopologyFormat = keyof typeof renderers;

/**
 * An environment as a picture: the same files give the same bytes.
 * @param folder Folder of the stack files.
 * @param base Git ref that the files are held against, or `null`.
 * @throws PlanError with every mistake in the files; UserError when there is nothing at the ref to compare with.
 */
export async function drawEnvironment(
    folder: string,
    environment: string,
    format: TopologyFormat,
    base: string | null,
): Promise<string> {
    return renderers[format](await markedTopology(folder, environment, base));
}

/** What is drawn of an environment, held against a git ref when one is given. */
export async function markedTopology(
    folder: string,
    environment: string,
    base: string | null,
): Promise<MarkedTopology> {
    const after = topologyOf(loadPlan(folder, environment));
    return compareTopologies(base === null ? null : await before(folder, environment, base), after);
}

async function before(folder: string, environment: string, ref: string): Promise<Topology> {
    const { plan, files, findings } = await planAtRef(folder, environment, await forkPoint(folder, ref));
    if (files.length === 0) return emptyTopology(environment);
    if (plan !== null) return topologyOf(plan);
    const errors = findings.filter(isError).map(formatFinding);
    throw new UserError(
        [
            `--base: the stack files of ${environment} at ${ref} don't make a plan, so nothing can be compared with it. ` +
                "Name a ref at which they do, or leave out --base.",
            ...errors,
        ].join("\n"),
    );
}

interface TopologyFlags {
    readonly format: TopologyFormat;
    /** @default - nothing to compare with */
    readonly base?: string;
    /** @default - standard output */
    readonly output?: string;
    /** @default false */
    readonly json?: boolean;
}

/** `k-one topology`. With `--json` it prints the {@link MarkedTopology}: fields are only ever added. */
export function topologyCommand(): Command {
    const formats = Object.keys(renderers);
    return new Command("topology")
        .description("Draw sites, networks and tunnels; with --base what a change adds, removes and changes.")
        .argument("<environment>", "such as kone")
        .addOption(new Option("-f, --format <format>", "how to draw").choices(formats).default("mermaid"))
        .option("-b, --base <ref>", "compare with where this branch left <ref>, such as origin/main")
        .option("-o, --output <file>", "write the picture there (default: standard output)")
        .option("--json", "print what is drawn as JSON")
        .action(async (environment: string, { format, base, output, json }: TopologyFlags) => {
            const text = json
                ? JSON.stringify(await markedTopology(stacksFolder, environment, base ?? null), null, 4)
                : await drawEnvironment(stacksFolder, environment, format, base ?? null);
            if (output === undefined) process.stdout.write(`${text}\n`);
            else writeNamedFile("--output", output, `${text}\n`);
        });
}
