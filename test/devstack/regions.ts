import { readFileSync, writeFileSync } from "node:fs";
import { expect, inject } from "vitest";
import { parseDocument } from "yaml";
import type { DoctorReport } from "../../cli/doctor/report.ts";
import { membersOf } from "../../lab/members.ts";
import { describeLab } from "../../lab/names.ts";
import { run } from "../../lab/run.ts";
import { sshArguments } from "../../lab/ssh.ts";
import { stackPath } from "../../lab/stack-files.ts";
import { finished, kOne } from "../e2e/k-one.ts";

/** Bare machines, gist's and korea's and perhaps a K-Cube, that the true DevStack makes regions of. */
export class BareRegions {
    readonly environment = inject("environment");
    readonly #lab = describeLab(this.environment);
    readonly #stacks: readonly string[];

    /** @param stacks What has a stack: sites, or `tower`. */
    constructor(stacks: readonly string[]) {
        this.#stacks = stacks;
    }

    /** Makes the machines anew, as a user does. */
    async start(...options: readonly string[]): Promise<void> {
        await this.stop();
        const source = ["--bootstrap", "devstack", "--git-base", inject("mirror").base, "--sites", "2"];
        await this.lab("start", ...source, ...options);
    }

    /** Takes the machines away. */
    stop(): Promise<void> {
        return this.lab("destroy", "--yes");
    }

    /** Runs a command of `k-one lab` that must succeed. */
    async lab(...words: readonly string[]): Promise<void> {
        const { exitCode, all } = await kOne(["lab", ...words, "--environment", this.environment]);
        expect(exitCode, all).toBe(0);
    }

    /** Runs a command on the stacks that must succeed; how each ended. */
    async results(command: string, ...options: readonly string[]): Promise<Readonly<Record<string, string>>> {
        const { stacks } = await finished(command, this.environment, ...options);
        return Object.fromEntries(stacks.map(({ stack, status }) => [stack, status]));
    }

    /** The same status for every stack, or for some. */
    all(status: string, of: readonly string[] = this.#stacks): Readonly<Record<string, string>> {
        return Object.fromEntries(of.map((name) => [`${this.environment}-${name}`, status]));
    }

    async doctor(): Promise<DoctorReport & { readonly exitCode: number | undefined }> {
        const { stdout, stderr, exitCode } = await kOne(["doctor", this.environment, "--json"]);
        expect(stdout, stderr).toMatch(/^\{/);
        return { ...(JSON.parse(stdout) as DoctorReport), exitCode };
    }

    /** What a script prints on each machine. */
    onEach(script: string): Promise<readonly string[]> {
        return Promise.all(membersOf(this.#lab).machines.map(({ name }) => this.on(name, script)));
    }

    /** What a script prints on one machine. */
    async on(name: string, script: string): Promise<string> {
        const machine = membersOf(this.#lab).machines.find((each) => each.name === name);
        if (machine === undefined) throw new Error(`the lab has no machine ${name}`);
        return run(sshArguments(this.#lab, machine, ["sh", "-c", script]));
    }

    /** Sets what becomes of a site's machines after destroy. */
    onDestroy(site: string, what: "stop" | "remove"): void {
        const file = stackPath(this.#lab, `${this.environment}-${site}`);
        const document = parseDocument(readFileSync(file, "utf8"));
        document.setIn(["config", "k-one:site", "devstack", "onDestroy"], what);
        writeFileSync(file, document.toString({ lineWidth: 0 }));
    }
}

/** Lists DevStack's services that run. */
export const services = "systemctl list-units --plain --no-legend --state=active 'devstack@*'";
