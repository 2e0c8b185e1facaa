import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { UserError } from "../plan/user-error.ts";
import type { Driver } from "./driver.ts";
import { writeWhole } from "./files.ts";
import { isMade } from "./host.ts";
import { commandFor, type Lab } from "./names.ts";
import { readText } from "./processes.ts";
import { siteNames } from "./sites.ts";

const kinds = ["adopt", "devstack"] as const;

/** What makes the regions of a lab: its machines bring them along, or they are bare and DevStack makes them. */
export type Bootstrap =
    | { readonly kind: "adopt" }
    /**
     * `gitBase`: URL before `/openstack/<repository>`; `file:` names a folder of this computer. `computeNode`: site whose
     * K-Cube is a machine, too, and becomes a compute node of its region.
     */
    | { readonly kind: "devstack"; readonly gitBase: string; readonly computeNode?: string };

/** What was said of it on the command line. */
export interface BootstrapWords {
    /** @default as the lab is, or `adopt` */
    readonly bootstrap?: string;
    /** @default as the lab is, or OpenStack's own server */
    readonly gitBase?: string;
    /** @default as the lab is, or no site's K-Cube */
    readonly computeNode?: string;
}

/** Regions that the machines bring along. */
export const adopted: Bootstrap = { kind: "adopt" };

const ownServer = "https://opendev.org";

const schema = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("adopt") }),
    z.object({ kind: z.literal("devstack"), gitBase: z.string(), computeNode: z.string().exactOptional() }),
]);

/** What makes the regions of a lab that is there; one that says nothing brings them along. */
export function bootstrapOf(lab: Lab): Bootstrap {
    const text = readText(bootstrapFile(lab));
    return text === null ? adopted : schema.parse(JSON.parse(text));
}

/** Writes down what makes the regions of a lab. */
export function keepBootstrap(lab: Lab, bootstrap: Bootstrap): void {
    writeWhole(bootstrapFile(lab), `${JSON.stringify(bootstrap)}\n`, { mode: 0o600 });
}

/** What shall make the regions of a lab: as it was said, or for a lab that is there as it is. */
export function chooseBootstrap(
    lab: Lab,
    words: BootstrapWords,
    driver: Driver,
    sites: readonly string[] = siteNames,
): Bootstrap {
    const { bootstrap } = words;
    if (bootstrap !== undefined && !kinds.some((kind) => kind === bootstrap)) {
        throw new UserError(`--bootstrap ${bootstrap}: unknown. Allowed: ${kinds.join(", ")}.`);
    }
    const chosen = isMade(lab) ? assertKept(lab, words) : wanted(words);
    const more = saidOf({ gitBase: words.gitBase, computeNode: words.computeNode });
    if (chosen.kind === "adopt" && more !== "") {
        throw new UserError(`${more}: is for --bootstrap devstack alone. Add that, or leave it out.`);
    }
    if (chosen.kind === "devstack") assertFits(chosen, driver, sites);
    return chosen;
}

/** Folder of this computer that repositories come from, or `null` for a server. */
export function gitFolder(gitBase: string): string | null {
    return gitBase.startsWith("file:") ? fileURLToPath(gitBase) : null;
}

function wanted({ bootstrap, gitBase = ownServer, computeNode }: BootstrapWords): Bootstrap {
    if (bootstrap !== "devstack") return adopted;
    return {
        kind: "devstack",
        gitBase: gitBase.replace(/\/+$/, ""),
        ...(computeNode !== undefined && { computeNode }),
    };
}

function assertKept(lab: Lab, words: BootstrapWords): Bootstrap {
    const made = bootstrapOf(lab);
    const { kind, ...settings } = made;
    const again = wanted({ bootstrap: kind, ...settings, ...words });
    if (isDeepStrictEqual(again, made)) return made;
    const said = saidOf(words);
    const is = made.kind === "adopt" ? made.kind : [made.kind, "from", made.gitBase].join(" ");
    throw new UserError(
        `${said}: the lab ${lab.environment} was made with ${is}, and its machines can't change. Leave it out, or make ` +
            `the lab anew: \`${commandFor(lab.environment, "destroy")}\`, then \`${commandFor(lab.environment, "start")} ${said}\`.`,
    );
}

function saidOf({ bootstrap, gitBase, computeNode }: { readonly [word in keyof BootstrapWords]: string | undefined }) {
    const given = Object.entries({ bootstrap, "git-base": gitBase, "compute-node": computeNode });
    return given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])).join(" ");
}

type DevStackBootstrap = Extract<Bootstrap, { readonly kind: "devstack" }>;

function assertFits({ gitBase, computeNode }: DevStackBootstrap, driver: Driver, sites: readonly string[]): void {
    if (computeNode !== undefined && !sites.includes(computeNode)) {
        throw new UserError(
            `--compute-node ${computeNode}: not one of this lab's sites. Allowed: ${sites.join(", ")}; --sites adds more.`,
        );
    }
    if (driver === "tricircle") {
        throw new UserError(
            "--bootstrap devstack: with --driver tricircle DevStack needs Ubuntu 18.04, which no machine of the lab has. Leave one of them out.",
        );
    }
    if (!URL.canParse(gitBase)) {
        throw new UserError(
            `--git-base ${gitBase}: is no URL. Allowed: such as ${ownServer}, or file:///srv/git for a folder of this computer.`,
        );
    }
    const folder = gitFolder(gitBase);
    if (folder === null || existsSync(path.join(folder, "openstack", "devstack.git"))) return;
    throw new UserError(
        `--git-base ${gitBase}: there is no openstack/devstack.git in it. Needed are bare repositories ` +
            "openstack/<name>.git of devstack, requirements, keystone, glance, neutron, nova and placement.",
    );
}

function bootstrapFile(lab: Lab): string {
    return path.join(lab.home, "bootstrap");
}
