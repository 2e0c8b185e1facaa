import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { cloudName } from "./clouds.ts";
import { writeWhole } from "./files.ts";
import { guestKey, hostKey, loginKey, publicKey } from "./keys.ts";
import type { Lab } from "./names.ts";
import { readText } from "./processes.ts";
import { ensureStack, type PulumiTool, setSecret } from "./pulumi.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import type { SiteSource, TowerSource } from "./sites.ts";

/** A stack's file to be: what anyone may read, and what Pulumi encrypts. */
export interface StackFile {
    /** Stack's name, such as `lab-gist`. */
    readonly stack: string;
    /** Where the plain part comes from, such as `lab/sites/gist.yaml`. */
    readonly source: string;
    readonly plain: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
}

/** Stack file of a site: its committed description, its K-Box's host key, and the keys to K-Box and guest. */
export function siteStack(lab: Lab, site: SiteSource): StackFile {
    const { name, ...description } = site;
    const kBox = { ...site.kBox, hostKey: publicKey(hostKey(lab, name)) };
    return {
        stack: cloudName(lab, name),
        source: `lab/sites/${name}.yaml`,
        plain: {
            ...common,
            "k-one:guestPublicKey": publicKey(guestKey(lab)),
            "k-one:site": { ...description, cloud: cloudName(lab, name), kBox },
        },
        secrets: { "k-one:kBoxKey": readFileSync(loginKey(lab, name), "utf8").trim() },
    };
}

/** Stack file of the tower: its committed description, and the password of each site's user. */
export function towerStack(
    lab: Lab,
    tower: TowerSource,
    memberRole: string,
    secrets: Secrets,
    sites: readonly string[],
) {
    const identity = { ...tower.identity, memberRole };
    return {
        stack: cloudName(lab, "tower"),
        source: "lab/sites/tower.yaml",
        plain: { ...common, "k-one:tower": { ...tower, cloud: cloudName(lab, "tower"), identity } },
        secrets: Object.fromEntries(sites.map((site) => [`k-one:${site}Password`, secretsOf(secrets, site).user])),
    } satisfies StackFile;
}

/**
 * Brings a stack and its file up to date. An encrypted value stays as it is while its secret does: encrypted
 * again, it would look changed.
 */
export async function ensureStackFile(lab: Lab, tool: PulumiTool, wanted: StackFile): Promise<void> {
    const file = stackPath(lab, wanted.stack);
    const before = renderStackFile(wanted, readText(file));
    writeWhole(file, before, { mode: 0o600 });
    if (readText(sealPath(lab, wanted.stack)) === sealOf(before, wanted)) return;
    await ensureStack(lab, tool, wanted.stack);
    for (const [key, value] of Object.entries(wanted.secrets)) await setSecret(lab, tool, wanted.stack, key, value);
    const after = renderStackFile(wanted, readText(file));
    writeWhole(file, after, { mode: 0o600 });
    writeWhole(sealPath(lab, wanted.stack), sealOf(after, wanted), { mode: 0o600 });
}

/** Path of a stack's file. */
export function stackPath(lab: Lab, stack: string): string {
    return path.join(lab.stacks, `Pulumi.${stack}.yaml`);
}

/** Text of a stack's file: ours, and from the file before it the salt, encrypted values and what a user has set. */
export function renderStackFile(wanted: Pick<StackFile, "source" | "plain">, before: string | null): string {
    const { config = {}, ...rest } = fileSchema.parse(before === null ? {} : (parse(before) ?? {}));
    const body = stringify({ ...rest, config: { ...config, ...wanted.plain } }, { lineWidth: 0 });
    return `# Written by \`k-one lab start\` from ${wanted.source}: change that file and start again.\n${body}`;
}

const common = { "pulumi:disable-default-providers": ["openstack"] };

const fileSchema = z.looseObject({ config: z.record(z.string(), z.unknown()).optional() });

function sealPath(lab: Lab, stack: string): string {
    return path.join(lab.home, "seals", stack);
}

// Says which secrets stand in a file, and how they look encrypted, without giving them away.
function sealOf(text: string, wanted: StackFile): string {
    const { config = {}, ...rest } = fileSchema.parse(parse(text) ?? {});
    const encrypted = Object.keys(wanted.secrets).map((key) => [key, config[key] ?? null]);
    const told = JSON.stringify([rest, encrypted, wanted.secrets]);
    return `${createHash("sha256").update(told).digest("hex")}\n`;
}
