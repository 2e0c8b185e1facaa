import { generateKeyPairSync, randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, stringify } from "yaml";
import type { PulumiSettings } from "./pulumi.ts";

/** A copy of the project's config with a state of its own, to preview a stack that no backend has. */
export interface Throwaway {
    readonly pulumi: PulumiSettings;
    remove(): void;
}

/** What is previewed. */
export interface ThrowawayStack {
    /** Such as `kone-gist`. */
    readonly stack: string;
    /** Entry in `clouds.yaml` that the stack's provider reads. */
    readonly cloud: string;
    /** Keystone's URL. */
    readonly authUrl: string;
}

/**
 * Makes one. It needs no login, no passphrase and no cloud: its state is empty, and the stack's secrets, which only its
 * owner can read, are left out; a preview takes them as unknown. The key of a site's K-Box is made up instead: without
 * one, Pulumi knows nothing of a whole connection, and no policy can judge where it leads. A preview connects to nobody.
 * The provider wants an entry in `clouds.yaml` even for a preview that calls nobody, so it gets one without a user.
 */
export function makeThrowaway(pulumi: PulumiSettings, { stack, cloud, authUrl }: ThrowawayStack): Throwaway {
    const folder = mkdtempSync(join(tmpdir(), "k-one-preview-"));
    mkdirSync(join(folder, "stacks"));
    mkdirSync(join(folder, "state"));
    writeProject(pulumi.folder, folder);
    copyStackFiles(join(pulumi.folder, "stacks"), join(folder, "stacks"), stack);
    const clouds = join(folder, "clouds.yaml");
    writeFileSync(clouds, stringify({ clouds: { [cloud]: { auth: { auth_url: authUrl } } } }));
    const { PULUMI_CONFIG_PASSPHRASE_FILE: _, ...env } = pulumi.env;
    const own = {
        OS_CLIENT_CONFIG_FILE: clouds,
        PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
        PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
    };
    return {
        pulumi: { ...pulumi, folder, env: { ...env, ...own } },
        remove: () => rmSync(folder, { recursive: true }),
    };
}

/** The same project, whose program stays where it is: it finds its modules there. */
function writeProject(from: string, to: string): void {
    const project = parse(readFileSync(join(from, "Pulumi.yaml"), "utf8"));
    const { backend: _, ...rest } = project;
    writeFileSync(
        join(to, "Pulumi.yaml"),
        stringify({ ...rest, main: join(from, project.main), stackConfigDir: "stacks" }),
    );
}

/** The program plans a stack from all files of its environment, so they come along. */
function copyStackFiles(from: string, to: string, stack: string): void {
    const environment = stack.split("-")[0];
    for (const name of readdirSync(from).filter((file) => file.startsWith(`Pulumi.${environment}-`))) {
        copyFileSync(join(from, name), join(to, name));
    }
    const file = join(to, `Pulumi.${stack}.yaml`);
    writeFileSync(file, stringify(withMadeUpKey(parse(readFileSync(file, "utf8")))));
}

interface StackConfig {
    /** @default - the file is empty */
    readonly config?: Readonly<Record<string, unknown>>;
}

function withMadeUpKey({ config = {} }: StackConfig): StackConfig {
    const open = Object.entries(config).filter(([, value]) => !isSecret(value));
    const key = "k-one:site" in config ? [["k-one:kBoxKey", makeKey()]] : [];
    return { config: Object.fromEntries([...open, ...key]) };
}

/** The command provider looks at a key's form; the program makes a secret of it however it stands in the file. */
function makeKey(): string {
    const encoding = { type: "pkcs8", format: "pem" } as const;
    return generateKeyPairSync("ed25519").privateKey.export(encoding).toString();
}

function isSecret(value: unknown): boolean {
    return typeof value === "object" && value !== null && "secure" in value;
}
