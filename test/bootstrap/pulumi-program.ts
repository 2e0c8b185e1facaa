import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { loginKey } from "../../lab/keys.ts";
import { enterNamespace } from "../../lab/namespace.ts";
import { environmentOf, type PulumiTool } from "../../lab/pulumi.ts";
import type { DevStackPlan, DevStackSecrets } from "../../plan/dev-stack/dev-stack-plan.ts";
import type { BareMachine } from "./bare-machine.ts";

/** The small stack of `program.ts`, run by Pulumi's own command in the lab's network. */
export class PulumiProgram {
    readonly #machine: BareMachine;
    readonly #tool: PulumiTool;
    readonly #folder: string;
    readonly #said: string[] = [];

    constructor(machine: BareMachine, tool: PulumiTool) {
        this.#machine = machine;
        this.#tool = tool;
        this.#folder = join(machine.lab.home, "program");
    }

    /** Makes the stack, with its secrets in its config. */
    async init(secrets: DevStackSecrets): Promise<void> {
        const { lab, machine } = this.#machine;
        rmSync(this.#folder, { recursive: true, force: true });
        mkdirSync(this.#folder, { recursive: true });
        const main = join(import.meta.dirname, "program.ts");
        const runtime = { name: "nodejs", options: { typescript: false, nodeargs: "--import tsx" } };
        // JSON is YAML.
        writeFileSync(join(this.#folder, "Pulumi.yaml"), JSON.stringify({ name: "bootstrap", main, runtime }));
        await this.#call(["stack", "init", "bootstrap", "--secrets-provider", "passphrase"]);
        await this.#call(["config", "set", "--secret", "secrets"], JSON.stringify(secrets));
        await this.#call(
            ["config", "set", "--secret", "k-one:kBoxKey"],
            readFileSync(loginKey(lab, machine.name), "utf8").trim(),
        );
    }

    /** Everything that Pulumi has said so far. */
    get said(): string {
        return this.#said.join("\n");
    }

    /** Kills a run without warning: Pulumi, the program and the plugins around it. */
    kill(): void {
        const ours = Buffer.from(`BOOTSTRAP_PLAN=${this.#plan}`);
        for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(process.pid))) {
            try {
                if (readFileSync(`/proc/${pid}/environ`).includes(ours)) process.kill(Number(pid), "SIGKILL");
            } catch {
                // It has ended by itself.
            }
        }
    }

    /** Starts `pulumi up` with the plan of a K-Box, and of compute nodes after it; how it ends is the caller's to judge. */
    up(...plans: readonly DevStackPlan[]) {
        return this.#start(["up", "--yes", "--skip-preview"], plans);
    }

    preview(...plans: readonly DevStackPlan[]) {
        return this.#start(["preview", "--diff"], plans);
    }

    destroy() {
        return this.#start(["destroy", "--yes", "--skip-preview"], []);
    }

    /** Forgets what a killed run had begun; each command of the component can be repeated. */
    async recover(): Promise<void> {
        await this.#call(["cancel", "--yes"]);
        const state = JSON.parse(await this.state()) as { deployment: Record<string, unknown> };
        const { pending_operations: _, ...deployment } = state.deployment;
        await this.#call(["stack", "import"], JSON.stringify({ ...state, deployment }));
    }

    /** The stack's state as it lies on the disk, with secrets encrypted. */
    state(): Promise<string> {
        return this.#call(["stack", "export"]);
    }

    /** Fetches the machine's log of DevStack as a failed `k-one up` does; gives what that says. */
    async copyLog(devStack: DevStackPlan): Promise<string> {
        const { lab } = this.#machine;
        const env = environmentOf(lab, this.#tool);
        const pulumi = { folder: this.#folder, pulumi: this.#tool.pulumi, env };
        const start = [...enterNamespace(lab.wan), process.execPath, "--import", "tsx"];
        const BOOTSTRAP_COPY = JSON.stringify({ pulumi, logs: this.#folder, devStack });
        const words = [...start.slice(1), join(import.meta.dirname, "log-copy.ts")];
        const { stdout } = await execa(start[0] ?? "", words, { env: { BOOTSTRAP_COPY } });
        return stdout;
    }

    output(name: string): Promise<string> {
        return this.#call(["stack", "output", name]);
    }

    get #plan(): string {
        return join(this.#folder, "plan.json");
    }

    async #start(words: readonly string[], plans: readonly DevStackPlan[]) {
        writeFileSync(this.#plan, JSON.stringify(plans));
        const done = await this.#pulumi(words, { BOOTSTRAP_PLAN: this.#plan });
        this.#said.push(done.all);
        return { worked: !done.failed, text: done.all };
    }

    async #call(words: readonly string[], input = ""): Promise<string> {
        const stack = words[0] === "stack" && words[1] === "init" ? [] : ["--stack", "bootstrap"];
        const { failed, stdout, all } = await this.#pulumi([...words, ...stack], {}, input);
        if (failed) throw new Error(`pulumi ${words.join(" ")}: ${all}`);
        return stdout;
    }

    #pulumi(words: readonly string[], env: Readonly<Record<string, string>>, input = "") {
        const { lab } = this.#machine;
        const start = [
            ...enterNamespace(lab.wan),
            this.#tool.pulumi,
            ...words,
            "--non-interactive",
            "--color",
            "never",
        ];
        return execa(start[0] ?? "", start.slice(1), {
            cwd: this.#folder,
            env: { ...environmentOf(lab, this.#tool), PULUMI_STACK: "bootstrap", ...env },
            extendEnv: false,
            input,
            reject: false,
            all: true,
        });
    }
}
