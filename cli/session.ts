import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { openCloud } from "../cloud/cloud.ts";
import { type OpenEnvironment, type Purpose, projectName, type StackTarget } from "./environment.ts";
import { callPulumi, openStack, PulumiFailure, type PulumiSettings } from "./pulumi.ts";
import type { Place } from "./recover/lookup.ts";
import { stackVariable } from "./recover/processes.ts";
import type { StackState } from "./recover/state.ts";
import type { RecoverableStack } from "./recover.ts";
import type { Operation } from "./summary.ts";
import { makeThrowaway } from "./throwaway.ts";

/** What a run of a stack is given. */
export interface SessionRun {
    readonly signal: AbortSignal;
    onEvent(event: EngineEvent): void;
}

/** One stack that is worked on, with a log of all that Pulumi says. */
export class StackSession implements RecoverableStack {
    readonly name: string;
    readonly project = projectName;
    readonly backend: string;
    /** File that Pulumi's own output goes to. */
    readonly log: string;
    readonly #pulumi: PulumiSettings;
    readonly #target: StackTarget;
    readonly #exists: boolean;
    readonly #policyPacks: string[];
    readonly #report: (line: string) => void;
    readonly #stream: WriteStream;

    constructor(environment: OpenEnvironment, target: StackTarget, operation: Purpose, report: (line: string) => void) {
        this.name = target.stack;
        this.backend = environment.backend;
        this.#pulumi = {
            ...environment.pulumi,
            env: { ...environment.pulumi.env, [stackVariable]: target.stack },
        };
        this.#target = target;
        this.#exists = environment.stacks.has(target.stack);
        this.#policyPacks = environment.policyPack === null ? [] : [environment.policyPack];
        this.#report = report;
        const time = new Date().toISOString().replace(/[:.]/g, "-");
        this.log = join(environment.logs, `${time}-${operation}-${target.stack}.log`);
        this.#stream = createWriteStream(this.log, { mode: 0o600 });
    }

    async exportState(): Promise<StackState | null> {
        return this.#exists ? JSON.parse(await this.#call(["stack", "export", "--stack", this.name])) : null;
    }

    async importState(state: StackState): Promise<void> {
        const input = JSON.stringify(state);
        await callPulumi(this.#pulumi, ["stack", "import", "--stack", this.name], { input });
    }

    async refresh(urns: readonly string[]): Promise<void> {
        const targets = urns.flatMap((urn) => ["--target", urn]);
        await this.#call(["refresh", "--yes", "--skip-preview", "--stack", this.name, ...targets]);
    }

    async openCloud(): Promise<Place> {
        const { cloud, region } = this.#target;
        const { env, folder } = this.#pulumi;
        return { cloud: await openCloud(cloud, { env, folder }), region, report: this.#report };
    }

    /** Runs the engine. `up` makes the stack in the backend if it isn't there; a preview of such a stack needs no backend. */
    async run(operation: Operation, run: SessionRun): Promise<void> {
        if (operation === "preview" && !this.#exists) {
            return this.#previewNew(run);
        }
        const create = operation === "up" && !this.#exists;
        await start(await openStack(this.name, this.#pulumi, create), operation, this.#options(run));
    }

    /** Reads what is really there and says how it differs from the state; neither is changed. */
    async compare(run: SessionRun): Promise<void> {
        const stack = await openStack(this.name, this.#pulumi, false);
        await stack.previewRefresh({ ...this.#options(run), runProgram: false });
    }

    async #previewNew(run: SessionRun, importFile?: string): Promise<void> {
        const throwaway = makeThrowaway(this.#pulumi, this.#target);
        try {
            const options = { ...this.#options(run), ...(importFile === undefined ? {} : { importFile }) };
            await start(await openStack(this.name, throwaway.pulumi, true), "preview", options);
        } finally {
            throwaway.remove();
        }
    }

    #options({ signal, onEvent }: SessionRun): StartOptions {
        const write = (text: string) => this.#stream.write(text);
        return { onOutput: write, onError: write, onEvent, signal, color: "never", policyPacks: this.#policyPacks };
    }

    /**
     * Previews the stack as if it had nothing yet, and writes down all that it would make as `pulumi import` reads it, with
     * placeholders for ids.
     */
    async describeAll(file: string, run: SessionRun): Promise<void> {
        await this.#previewNew(run, file);
    }

    /** Takes objects that are there into the stack's state; makes the stack if the backend hasn't it. */
    async importObjects(file: string, signal: AbortSignal): Promise<void> {
        if (!this.#exists) await openStack(this.name, this.#pulumi, true);
        const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false", "--color", "never"];
        const write = (text: string) => this.#stream.write(text);
        const args = ["import", "--stack", this.name, "--file", file, ...flags];
        await callPulumi(this.#pulumi, args, { signal, onOutput: write, onError: write });
    }

    /** Closes the log. */
    async close(): Promise<void> {
        await new Promise<void>((resolve) => this.#stream.end(resolve));
    }

    async #call(args: readonly string[]): Promise<string> {
        return callPulumi(this.#pulumi, args, { onError: (text) => this.#stream.write(text) });
    }
}

type StartOptions = SessionRun & {
    readonly onOutput: (text: string) => void;
    readonly onError: (text: string) => void;
    readonly color: "never";
    /** For the operations that ask them. */
    readonly policyPacks: string[];
};

async function start(stack: Stack, operation: Operation, options: StartOptions): Promise<void> {
    const { policyPacks, ...others } = options;
    switch (operation) {
        case "up":
            await stack.up({ ...others, policyPacks, showSecrets: false });
            break;
        case "preview":
            await stack.preview({ ...others, policyPacks });
            break;
        case "refresh":
            await stack.refresh({ ...others, showSecrets: false });
            break;
        case "destroy":
            await stack.destroy({ ...others, showSecrets: false });
            break;
    }
}

/** What Pulumi wrote about a failure, for when its events say nothing. */
export function failureText(error: unknown): string {
    return error instanceof PulumiFailure ? error.stderr : error instanceof Error ? error.message : String(error);
}
