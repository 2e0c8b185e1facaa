import { Command } from "commander";
import {
    type Finding,
    formatFinding,
    listEnvironments,
    PlanError,
    planEnvironment,
    readEnvironment,
} from "../plan/environment.ts";
import { isError } from "../plan/finding.ts";
import { UserError } from "../plan/user-error.ts";
import { count } from "../plan/words.ts";
import { exitCodes } from "./exit-codes.ts";
import { printOutcome } from "./outcome.ts";
import { stacksFolder } from "./stack-files.ts";

/** Outcome of `k-one validate`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface ValidationReport {
    /** Whether no environment has an error; warnings are none. */
    readonly ok: boolean;
    /** In the order of their names. */
    readonly environments: readonly EnvironmentValidation[];
}

/** What the planner has to say of one environment. */
export interface EnvironmentValidation {
    readonly environment: string;
    readonly ok: boolean;
    /** How many sites have a file. */
    readonly sites: number;
    /** Every error and warning, in the order of their paths. */
    readonly findings: readonly Finding[];
}

/**
 * Proves environments in a folder of stack files: no lab, no toolchain and no network is needed, and nothing is changed.
 * @param environment All that the folder has, when `null`.
 */
export function validate(folder: string, environment: string | null): ValidationReport {
    const names = environment === null ? listEnvironments(folder) : [environment];
    if (names.length === 0) {
        throw new UserError(`${folder} has no stack file of an environment: Pulumi.<environment>-<site>.yaml.`);
    }
    const environments = names.map((name) => validateOne(folder, name));
    return { ok: environments.every(({ ok }) => ok), environments };
}

function validateOne(folder: string, environment: string): EnvironmentValidation {
    try {
        const files = readEnvironment(folder, environment);
        const { findings } = planEnvironment(files);
        const sites = files.filter(({ owner }) => owner !== "tower" && owner !== "").length;
        return { environment, ok: !findings.some(isError), sites, findings };
    } catch (error) {
        if (!(error instanceof PlanError)) throw error;
        return { environment, ok: false, sites: 0, findings: error.findings };
    }
}

/** Report for a human: a line for each finding, under a line for its environment. */
export function renderValidation({ environments }: ValidationReport, colors: boolean): string {
    const paint = (code: number, text: string) => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);
    return environments
        .flatMap(({ environment, sites, findings }) => [
            `${paint(1, environment)}: ${count(sites, "site")}, ${verdict(findings)}`,
            ...findings.map((finding) => {
                const word = isError(finding) ? paint(31, "error") : paint(33, "warning");
                return `  ${word} ${formatFinding(finding)}`;
            }),
        ])
        .join("\n");
}

function verdict(findings: readonly Finding[]): string {
    const errors = findings.filter(isError).length;
    const warnings = findings.length - errors;
    const numbers = [
        ...(errors > 0 ? [count(errors, "error")] : ["proven"]),
        ...(warnings > 0 ? [count(warnings, "warning")] : []),
    ];
    return `${numbers.join(", ")}.`;
}

/** `k-one validate`. */
export function validateCommand(): Command {
    return new Command("validate")
        .description("Prove an environment's files: every conflict between its sites, each with its fix.")
        .argument("[environment]", "such as kone (default: every environment in stacks/)")
        .option("--json", "print the findings as JSON", false)
        .action((environment: string | undefined, { json }: { readonly json: boolean }) => {
            const report = validate(stacksFolder, environment ?? null);
            printOutcome(report, json, renderValidation);
            process.exitCode = report.ok ? exitCodes.done : exitCodes.error;
        });
}
