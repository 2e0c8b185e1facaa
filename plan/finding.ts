import { UserError } from "./user-error.ts";

/** One thing to mend (error) or to know (warning) in an environment's files. */
export interface Finding {
    readonly severity: "error" | "warning";
    /** Where: `sites.<site>.…`, `tower.…`, or a file with line and column. */
    readonly path: string;
    /** What is wrong with the value given, what is allowed, how to fix it. */
    readonly message: string;
}

/** An environment that can't be planned: every error in one go, one a line. */
export class PlanError extends UserError {
    readonly environment: string;
    readonly findings: readonly Finding[];

    constructor(environment: string, findings: readonly Finding[]) {
        const errors = findings.filter(isError);
        super([headline(environment, errors.length), ...errors.map(formatFinding)].join("\n"));
        this.environment = environment;
        this.findings = findings;
    }
}

/** As it is printed: `<path>: <message>`. */
export function formatFinding(finding: Finding): string {
    return `${finding.path}: ${finding.message}`;
}

/** Something to mend before anything is changed. */
export function error(path: string, message: string): Finding {
    return { severity: "error", path, message };
}

/** Something to know; the environment is planned all the same. */
export function warning(path: string, message: string): Finding {
    return { severity: "warning", path, message };
}

/** Whether a finding must be mended. */
export function isError(finding: Finding): boolean {
    return finding.severity === "error";
}

/** Same findings in the order of their paths, each once, whatever order they were found in. */
export function inOrder(findings: Iterable<Finding>): Finding[] {
    const byText = new Map([...findings].map((finding) => [formatFinding(finding), finding]));
    return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
}

function headline(environment: string, count: number): string {
    const mistakes = count === 1 ? "1 mistake" : `${count} mistakes`;
    return `environment ${environment}: ${mistakes} in its stack files; nothing was changed.`;
}
