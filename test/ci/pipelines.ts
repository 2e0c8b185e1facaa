import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../lab/names.ts";

/** One step of a GitHub job. */
export interface Step {
    /** @default - it runs commands */
    readonly uses?: string;
    /** @default - it uses an action */
    readonly run?: string;
    /** @default - none */
    readonly name?: string;
    /** @default - none */
    readonly with?: Readonly<Record<string, unknown>>;
    /** @default - none */
    readonly env?: Readonly<Record<string, string>>;
}

/** One job of GitHub's. */
export interface Job {
    readonly permissions: Readonly<Record<string, string>>;
    readonly environment: string;
    readonly steps: readonly Step[];
}

/** A workflow of GitHub's. */
export interface Workflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
}

/** A text of the project. */
export function textOf(path: string): string {
    return readFileSync(join(projectFolder, path), "utf8");
}

/** GitHub's workflows by their names, such as `preview`. */
export function workflows(): ReadonlyMap<string, Workflow> {
    const files = readdirSync(join(projectFolder, ".github/workflows"));
    return new Map(
        files.map((file) => [file.replace(/\.yml$/, ""), parse(textOf(`.github/workflows/${file}`)) as Workflow]),
    );
}

/** The step of a workflow that has a name. */
export function stepOf(workflow: string, job: string, name: string): Step {
    const step = workflows()
        .get(workflow)
        ?.jobs[job]?.steps.find((one) => one.name === name);
    if (step?.run === undefined) throw new Error(`${workflow}.yml: job ${job} has no step ${name} that runs commands`);
    return step;
}

interface GitLabJob {
    /** @default - none */
    readonly script?: readonly string[];
    /** @default - none */
    readonly after_script?: readonly string[];
}

interface ZuulTask {
    /** @default - it runs none */
    readonly "ansible.builtin.command"?: { readonly cmd: string };
}

/** Every line that any of the systems runs in a shell. */
export function linesRun(): readonly string[] {
    const gitHub = [...workflows().values()]
        .flatMap(({ jobs }) => Object.values(jobs))
        .flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const gitLab = Object.values(parse(textOf(".gitlab-ci.yml")) as Readonly<Record<string, GitLabJob>>).flatMap(
        ({ script = [], after_script: after = [] }) => [...script, ...after],
    );
    const plays = parse(textOf("zuul/preview.yaml")) as readonly { readonly tasks: readonly ZuulTask[] }[];
    const zuul = plays.flatMap(({ tasks }) => tasks).flatMap((task) => task["ansible.builtin.command"]?.cmd ?? []);
    return [...gitHub, ...gitLab, ...zuul].flatMap((text) => text.trim().split("\n"));
}
