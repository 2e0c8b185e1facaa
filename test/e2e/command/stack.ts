import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, type ResultPromise } from "execa";
import type { Toolchain } from "../../../toolchain/toolchain.ts";

/** A resource of the test's program: class in `remote` of @pulumi/command, and its arguments. */
export interface Resource {
    readonly kind: "Command" | "CopyToRemote";
    readonly args: Readonly<Record<string, unknown>>;
    /**
     * Text that CopyToRemote copies.
     * @default no source
     */
    readonly text?: string;
}

const program = `import * as pulumi from "@pulumi/pulumi";
import { remote } from "@pulumi/command";
import { readFileSync } from "node:fs";
export const stdout = {};
for (const [name, { kind, args, text }] of Object.entries(JSON.parse(readFileSync("resources.json", "utf8")))) {
    const source = text === undefined ? {} : { source: new pulumi.asset.StringAsset(text) };
    const resource = new remote[kind](name, { ...args, ...source });
    stdout[name] = resource.stdout ?? null;
}
`;

/** A throw-away Pulumi stack below the project, so that it finds the project's packages. */
export class Stack {
    readonly folder: string;
    private readonly toolchain: Toolchain;
    private readonly enter: readonly string[];

    constructor(parent: string, toolchain: Toolchain, enter: readonly string[]) {
        this.toolchain = toolchain;
        this.enter = enter;
        mkdirSync(parent, { recursive: true });
        this.folder = mkdtempSync(join(parent, "command-test-"));
        mkdirSync(join(this.folder, "state"));
        writeFileSync(join(this.folder, "package.json"), '{ "type": "module", "main": "index.js" }');
        writeFileSync(join(this.folder, "index.js"), program);
        writeFileSync(
            join(this.folder, "Pulumi.yaml"),
            "name: command-test\nruntime: { name: nodejs, options: { typescript: false } }\n",
        );
    }

    /** Runs `pulumi`; the result has all it printed. */
    pulumi(...args: readonly string[]): ResultPromise<{ all: true }> {
        const [file = "", ...rest] = [...this.enter, this.toolchain.pulumi, ...args, "--color", "never"];
        const state = { PULUMI_BACKEND_URL: `file://${this.folder}/state`, PULUMI_CONFIG_PASSPHRASE: "test" };
        const env = { ...this.toolchain.env, ...state };
        return execa(file, rest, { cwd: this.folder, env, all: true, reject: false }) as ResultPromise<{ all: true }>;
    }

    /** Makes the stack have these resources. */
    up(resources: Readonly<Record<string, Resource>>): ResultPromise<{ all: true }> {
        this.declare(resources);
        return this.pulumi("up", "--yes", "--skip-preview");
    }

    /** Changes the program without running it. */
    declare(resources: Readonly<Record<string, Resource>>): void {
        writeFileSync(join(this.folder, "resources.json"), JSON.stringify(resources));
    }

    /** What the resources printed. */
    async stdout(): Promise<Readonly<Record<string, string>>> {
        const { stdout } = await this.pulumi("stack", "output", "stdout", "--json", "--show-secrets");
        return JSON.parse(String(stdout)) as Record<string, string>;
    }

    /** Destroys the resources and deletes the folder. */
    async remove(): Promise<void> {
        await this.pulumi("destroy", "--yes", "--skip-preview");
        rmSync(this.folder, { recursive: true });
    }
}
