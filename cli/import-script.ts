import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { cloudOpener } from "../cloud/opener.ts";
import { describeLab, isLab, projectFolder } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { confirm } from "./confirm.ts";
import { chooseDisplay, type Display } from "./display.ts";
import { openEnvironment } from "./environment.ts";
import { exitCodes } from "./exit-codes.ts";
import { fileDiff } from "./file-diff.ts";
import { type AppliedImport, applyImports } from "./import-script/apply.ts";
import { objectIn, readTexts, type StackFileChange } from "./import-script/files.ts";
import { planFiles } from "./import-script/plan-files.ts";
import { type OldPlace, readSites, readTower } from "./import-script/read-old.ts";
import { type ImportRow, renderRows, reportSite } from "./import-script/report.ts";
import { parseSetting, type Setting } from "./import-script/settings.ts";
import { nextSteps } from "./import-script/steps.ts";
import { writeImports } from "./import-script/write-imports.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { onInterrupt } from "./interrupt.ts";
import { printOutcome } from "./outcome.ts";
import { stacksFolder } from "./stack-files.ts";

/** A stack file as `import-script` has left it. */
export interface ImportedStackFile {
    readonly path: string;
    readonly state: "new" | "changed" | "same";
}

/** Outcome of `k-one import-script`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface ImportScriptResult {
    readonly environment: string;
    readonly ok: boolean;
    readonly stackFiles: readonly ImportedStackFile[];
    /** Paths of the files for `pulumi import`. */
    readonly importFiles: readonly string[];
    readonly objects: readonly ImportRow[];
    /** What a human does next, in order, as sentences with commands. */
    readonly steps: readonly string[];
    /** How the imports ended, or `null` without `--apply`. */
    readonly applied: readonly AppliedImport[] | null;
}

/** How {@link importScript} works. */
export interface ImportScriptOptions {
    /** Entry in `clouds.yaml` with rights in Keystone. */
    readonly cloud: string;
    /** Site's name by the region's, in the script's order. */
    readonly regions: ReadonlyMap<string, string>;
    readonly settings: readonly Setting[];
    /** Whether stack files that are there may be changed without a question. */
    readonly yes: boolean;
    readonly apply: boolean;
    readonly display: Display;
}

/** Reads an environment that the script of 2017 has made, and writes the files that take it over. */
export async function importScript(environment: string, options: ImportScriptOptions): Promise<ImportScriptResult> {
    const { display } = options;
    const { sites, changes } = await readAndPlan(environment, options);
    await writeStackFiles(changes, options);
    const interrupt = onInterrupt(display.write);
    try {
        const opened = await openEnvironment(environment, options.apply ? "up" : "preview", display.write);
        const written = await writeImports(opened, sites, display, interrupt.signal);
        const applied = options.apply ? await applyImports(opened, display, interrupt.signal) : null;
        const madeBy = new Map(written.map(({ site, created }) => [site, created]));
        return {
            environment,
            ok: (applied ?? []).every(({ status }) => status === "done"),
            stackFiles: changes.map((change) => ({ path: shown(change.path), state: stateOf(change) })),
            importFiles: written.map(({ path }) => shown(path)),
            objects: sites.flatMap((old) => reportSite(old, madeBy.get(old.site) ?? [])),
            steps: nextSteps(environment, sites, changes, options.apply),
            applied,
        };
    } finally {
        interrupt.release();
    }
}

async function readAndPlan(environment: string, { cloud, regions, settings }: ImportScriptOptions) {
    const folder = stacksFolder;
    const texts = readTexts(folder, environment, ["tower", ...regions.values()]);
    const existing = new Map([...texts].map(([owner, text]) => [owner, objectIn(owner, text)]));
    const place: OldPlace = { environment, cloud, regions, existing, settings };
    const open = cloudOpener(environment, 30_000);
    const env = isLab(environment) ? { OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds } : process.env;
    const sites = await readSites(place, open);
    const tower = await readTower(place, open, env, process.cwd());
    return { sites, changes: planFiles(folder, texts, { environment, tower, sites, existing, settings }) };
}

/** Shows what changes, asks before a file that is there is changed, and writes. */
async function writeStackFiles(changes: readonly StackFileChange[], options: ImportScriptOptions): Promise<void> {
    const { write } = options.display;
    for (const { path, before, after } of changes.filter((change) => stateOf(change) !== "same")) {
        write(fileDiff(shown(path), before, after));
    }
    const overwritten = changes.filter((change) => stateOf(change) === "changed").map(({ path }) => shown(path));
    if (overwritten.length > 0 && !options.yes && !(await confirm(`Write this into ${overwritten.join(", ")}?`))) {
        throw new UserError("Nothing was written.");
    }
    for (const { path, after } of changes) writeFileSync(path, after, { mode: 0o600 });
}

function stateOf({ before, after }: StackFileChange): ImportedStackFile["state"] {
    if (before === null) return "new";
    return before === after ? "same" : "changed";
}

function shown(path: string): string {
    return relative(projectFolder, path);
}

interface ImportScriptFlags {
    readonly cloud: string;
    readonly regions: ReadonlyMap<string, string>;
    readonly set: readonly Setting[];
    /** @default false */
    readonly apply?: boolean;
    /** @default false */
    readonly yes?: boolean;
    /** @default false */
    readonly json?: boolean;
}

/** `k-one import-script`. */
export function importScriptCommand(): Command {
    return new Command("import-script")
        .description("Take over an environment that the script of 2017 has made, without rebuilding it.")
        .argument("<environment>", "such as kone")
        .requiredOption("--cloud <entry>", "entry of clouds.yaml with rights in Keystone, for the tower")
        .addOption(
            new Option(
                "--regions <list>",
                "regions in the script's order, with their sites: RegionOne=gist,RegionTwo=korea",
            )
                .argParser(parseRegions)
                .makeOptionMandatory(),
        )
        .addOption(
            new Option(
                "--set <path=value>",
                "what OpenStack doesn't know, such as sites.gist.kBox.address=203.0.113.11 (again and again)",
            )
                .argParser(addSetting)
                .default([], "none"),
        )
        .option("--apply", "run the import as well, for every site's stack")
        .option("-y, --yes", "change stack files that are there without a question")
        .option("--json", "print the outcome as JSON, progress on standard error")
        .addHelpText("after", help)
        .action(run);
}

const help = `
Found by their names: net1, ext-net1, R1, vm1 for the first region, net2, ext-net2, R2, vm2 for the second, and so on; net3 in
all. Each region is read with the site's own entry of clouds.yaml (sites.<site>.cloud; <environment>-<site> unless a stack file
or --set says another). OpenStack is only read. With driver mesh net3 itself is made anew, since a network's type can't change;
driver tricircle takes nothing over, since what is there would have to be Central Neutron's already.`;

async function run(environment: string, flags: ImportScriptFlags): Promise<void> {
    await ensureInsideLab(environment);
    const { cloud, regions, set: settings, apply = false, yes = false, json = false } = flags;
    const result = await importScript(environment, {
        cloud,
        regions,
        settings,
        apply,
        yes,
        display: chooseDisplay(json),
    });
    printOutcome(result, json, renderResult);
    process.exitCode = result.ok ? exitCodes.done : exitCodes.error;
}

/** The outcome for a human. */
export function renderResult(result: ImportScriptResult, color: boolean): string {
    const failed = (result.applied ?? []).flatMap(({ stack, cause, log }) =>
        cause === null ? [] : [`${stack}: ${cause}\n  Pulumi's output: ${log}`],
    );
    return [
        renderRows(result.objects, color),
        ...result.stackFiles.map(({ path, state }) => `${path} (${state})`),
        ...result.importFiles,
        ...failed,
        "",
        "What comes next:",
        ...result.steps.map((step, index) => `${index + 1}. ${step}`),
    ].join("\n");
}

function parseRegions(text: string): ReadonlyMap<string, string> {
    const pairs = text.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
    const good = pairs.every(
        ([region, site, ...rest]) => region && /^[a-z][a-z0-9]*$/.test(site ?? "") && rest.length === 0,
    );
    const regions = new Map(pairs.map(([region = "", site = ""]) => [region, site]));
    if (!good || new Set(regions.values()).size < pairs.length || regions.size < pairs.length) {
        throw new InvalidArgumentError(
            "Write each region once with a site of its own: RegionOne=gist,RegionTwo=korea.",
        );
    }
    return regions;
}

function addSetting(text: string, before: readonly Setting[]): readonly Setting[] {
    const setting = parseSetting(text);
    if (setting === null) {
        throw new InvalidArgumentError("Write sites.<site>.<path>=<value> or tower.<path>=<value>.");
    }
    return [...before, setting];
}
