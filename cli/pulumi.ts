import { basename, dirname } from "node:path";
import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { execa } from "execa";

/** Where and with what the Pulumi CLI runs. */
export interface PulumiSettings {
    /** The project's folder. */
    readonly folder: string;
    /** Path of the CLI. */
    readonly pulumi: string;
    /** The CLI's whole environment. */
    readonly env: Readonly<Record<string, string>>;
}

/** What a call of the CLI may carry. */
export interface PulumiCall {
    /**
     * Text for its standard input.
     * @default - none
     */
    readonly input?: string;
    /** @default - nobody */
    readonly onOutput?: ((text: string) => void) | undefined;
    /** @default - nobody */
    readonly onError?: ((text: string) => void) | undefined;
    /**
     * Aborting it asks the CLI to end cleanly.
     * @default - none
     */
    readonly signal?: AbortSignal | undefined;
}

/** The CLI ended with an error. */
export class PulumiFailure extends Error {
    override readonly name = "PulumiFailure";
    /** What it wrote to standard error; Pulumi blots secrets out of it. */
    readonly stderr: string;

    constructor(args: readonly string[], stderr: string) {
        super(`pulumi ${args.slice(0, 2).join(" ")} failed: ${stderr.trim()}`);
        this.stderr = stderr;
    }
}

/** Runs the CLI and returns what it wrote to standard output. */
export async function callPulumi(
    settings: PulumiSettings,
    args: readonly string[],
    call: PulumiCall = {},
): Promise<string> {
    const child = execa(settings.pulumi, [...args, "--non-interactive"], {
        cwd: settings.folder,
        env: settings.env,
        extendEnv: false,
        // A session of its own: Ctrl-C in the terminal reaches us alone, and we ask the CLI once. Twice would make it
        // drop what it is doing.
        detached: true,
        // A background call has nobody to type into it.
        ...(call.input === undefined ? { stdin: "ignore" as const } : { input: call.input }),
        reject: false,
        stripFinalNewline: false,
    });
    child.stdout.on("data", (data) => call.onOutput?.(String(data)));
    child.stderr.on("data", (data) => call.onError?.(String(data)));
    const stop = () => child.kill("SIGINT");
    call.signal?.addEventListener("abort", stop, { once: true });
    const { exitCode, stdout, stderr, message } = await child;
    call.signal?.removeEventListener("abort", stop);
    if (exitCode !== 0) {
        throw new PulumiFailure(args, stderr || (message ?? ""));
    }
    return stdout;
}

/**
 * Opens a stack with the Automation API, which reads Pulumi.yaml and `stackConfigDir` as the CLI does and writes neither.
 * @param create Whether a stack that the backend doesn't have is made.
 */
export async function openStack(name: string, settings: PulumiSettings, create: boolean): Promise<Stack> {
    const { LocalWorkspace, Stack: Automation } = await automation();
    const workspace = await LocalWorkspace.create({
        workDir: settings.folder,
        envVars: { ...settings.env },
        pulumiCommand: await automationCommand(settings),
    });
    // Its own ways of selecting would change which stack the user's plain `pulumi` commands work on.
    workspace.selectStack = async () => undefined;
    workspace.createStack = async (stack) => {
        await callPulumi(settings, ["stack", "init", stack, "--no-select"]);
    };
    return create ? Automation.create(name, workspace) : Automation.select(name, workspace);
}

/** Loaded late: it takes longer than all the rest of the command, most of which does without. */
function automation(): Promise<typeof import("@pulumi/pulumi/automation/index.js")> {
    return import("@pulumi/pulumi/automation/index.js");
}

/** The Automation API's own way to start the CLI leaves it in our session and writes each Ctrl-C through, so it gets ours. */
async function automationCommand(settings: PulumiSettings): Promise<PulumiCommand> {
    const folder = dirname(settings.pulumi);
    const { PulumiCommand: Command } = await automation();
    const command = await Command.get(basename(folder) === "bin" ? { root: dirname(folder) } : {});
    const run = async (
        args: readonly string[],
        folder: string,
        env: Readonly<Record<string, string>>,
        onOutput?: (text: string) => void,
        onError?: (text: string) => void,
        signal?: AbortSignal,
    ) => {
        const all = { ...settings, folder, env: { ...env, PULUMI_AUTOMATION_API: "true" } };
        return { stdout: await callPulumi(all, args, { onOutput, onError, signal }), stderr: "", code: 0 };
    };
    return Object.assign(command, { run });
}
