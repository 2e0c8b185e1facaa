import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument, stringify } from "yaml";
import { z } from "zod";
import { cloudName } from "./clouds.ts";
import { type Driver, driverOf, hasMoved } from "./driver.ts";
import { writeWhole } from "./files.ts";
import { boxHostKey, controlKey, guestKey, hostKey, loginKey, publicKey } from "./keys.ts";
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

/** What else stands in a site's stack file: keys of `k-one:site`, and secrets. */
export type Parts = Pick<StackFile, "plain" | "secrets">;

/** Stack file of a site: its committed description, the host keys of its K-Box and boxes, and the keys to all of them. */
export function siteStack(
    lab: Lab,
    site: SiteSource,
    more: Partial<Parts> = {},
    driver: Driver = driverOf(lab),
): StackFile {
    // The planner has no control VM with Tricircle yet.
    const without = driver === "tricircle" ? { controlVm: null } : {};
    // Its guests stay in the bridges that Tricircle's agents have made.
    const moved = hasMoved(lab) ? { vtep: { ...site.vtep, switch: "linuxbridge" } } : {};
    const { name, ...description } = { ...site, ...without, ...moved, ...more.plain };
    const kBox = { ...site.kBox, hostKey: publicKey(hostKey(lab, name)) };
    const boxes = site.boxes.map((box) => ({ ...box, hostKey: publicKey(keyOfBox(lab, site, box.name)) }));
    return {
        stack: cloudName(lab, name),
        source: `lab/sites/${name}.yaml`,
        plain: {
            ...common,
            "k-one:guestPublicKey": publicKey(guestKey(lab)),
            "k-one:controlPublicKey": publicKey(controlKey(lab, name)),
            "k-one:site": { ...description, cloud: cloudName(lab, name), kBox, boxes },
        },
        secrets: { "k-one:kBoxKey": kBoxKey(lab, name), ...more.secrets },
    };
}

/** A box is a stand-in on the K-Box, or a machine where DevStack makes a compute node of it. */
function keyOfBox(lab: Lab, { name, bootstrap }: SiteSource, box: string): string {
    return bootstrap === "devstack" ? hostKey(lab, box) : boxHostKey(lab, name, box);
}

/** Private key that logs in to a site's K-Box. */
export function kBoxKey(lab: Lab, site: string): string {
    return readFileSync(loginKey(lab, site), "utf8").trim();
}

/** Stack file of the tower: its committed description, the password of each site's user, and more secrets if it needs some. */
export function towerStack(
    lab: Lab,
    tower: TowerSource,
    memberRole: string | null,
    secrets: Secrets,
    sites: readonly string[],
    more: Readonly<Record<string, string>> = {},
) {
    const identity = { ...tower.identity, ...(memberRole !== null && { memberRole }) };
    const cloud = tower.identity.authUrl === undefined ? {} : { cloud: cloudName(lab, "tower") };
    return {
        stack: cloudName(lab, "tower"),
        source: "lab/sites/tower.yaml",
        plain: { ...common, "k-one:tower": { ...tower, ...cloud, identity } },
        secrets: {
            ...Object.fromEntries(sites.map((site) => [`k-one:${site}Password`, secretsOf(secrets, site).user])),
            ...more,
        },
    } satisfies StackFile;
}

/**
 * Brings a stack and its file up to date. An encrypted value stays as it is while its secret does: encrypted
 * again, it would look changed.
 */
export async function ensureStackFile(lab: Lab, tool: PulumiTool, wanted: StackFile): Promise<void> {
    const file = stackPath(lab, wanted.stack);
    const render = () => writeWhole(file, renderStackFile(wanted, readText(file)), { mode: 0o600 });
    render();
    const stale = staleSecrets(lab, wanted);
    if (stale.length === 0) return;
    await ensureStack(lab, tool, wanted.stack);
    for (const [key, value] of stale) await setSecret(lab, tool, wanted.stack, key, value);
    render();
    writeWhole(sealPath(lab, wanted.stack), sealsOf(lab, wanted), { mode: 0o600 });
}

/** Id of Keystone's role `member` as it stands in the tower's stack file; it lasts as long as the tower. */
export function knownMemberRole(lab: Lab): string | null {
    const { config = {} } = readStackFile(readText(stackPath(lab, cloudName(lab, "tower"))));
    return towerSchema.safeParse(config["k-one:tower"]).data?.identity.memberRole ?? null;
}

/** Path of a stack's file. */
export function stackPath(lab: Lab, stack: string): string {
    return path.join(lab.stacks, `Pulumi.${stack}.yaml`);
}

/** Text of a stack's file: ours, and from the file before it the salt, encrypted values and what a user has set. */
export function renderStackFile(wanted: Pick<StackFile, "source" | "plain">, before: string | null): string {
    const { config = {}, ...rest } = readStackFile(before);
    const body = stringify({ ...rest, config: { ...config, ...wanted.plain } }, { lineWidth: 0 });
    const schema = Object.hasOwn(wanted.plain, "k-one:tower") ? "tower" : "site";
    return [
        `# yaml-language-server: $schema=${schema}.schema.json`,
        `# Written by \`k-one lab start\` from ${wanted.source}: change that file and start again.`,
        body,
    ].join("\n");
}

const common = { "pulumi:disable-default-providers": ["openstack"] };

const fileSchema = z.looseObject({ config: z.record(z.string(), z.unknown()).optional() });

const towerSchema = z.looseObject({ identity: z.looseObject({ memberRole: z.string().min(1) }) });

function sealPath(lab: Lab, stack: string): string {
    return path.join(lab.home, "seals", stack);
}

function staleSecrets(lab: Lab, wanted: StackFile): readonly (readonly [string, string])[] {
    const known = z.record(z.string(), z.string()).parse(JSON.parse(readText(sealPath(lab, wanted.stack)) ?? "{}"));
    const now = seals(lab, wanted);
    return Object.entries(wanted.secrets).filter(([key]) => known[key] !== now[key]);
}

function sealsOf(lab: Lab, wanted: StackFile): string {
    return `${JSON.stringify(seals(lab, wanted), null, 4)}\n`;
}

// A seal says that an encrypted value in the file stands for a secret, without giving the secret away.
function seals(lab: Lab, wanted: StackFile): Readonly<Record<string, string>> {
    const { encryptionsalt, config = {} } = readStackFile(readText(stackPath(lab, wanted.stack)));
    const seal = ([key, secret]: readonly [string, string]) => {
        const told = JSON.stringify([encryptionsalt, config[key], secret]);
        return [key, createHash("sha256").update(told).digest("hex")];
    };
    return Object.fromEntries(Object.entries(wanted.secrets).map(seal));
}

// A file that is no longer YAML is written anew.
function readStackFile(text: string | null): z.infer<typeof fileSchema> {
    const document = parseDocument(text ?? "");
    return fileSchema.parse(document.errors.length > 0 ? {} : (document.toJS() ?? {}));
}
