import path from "node:path";
import { UserError } from "../plan/user-error.ts";
import { writeWhole } from "./files.ts";
import { isMade } from "./host.ts";
import { commandFor, type Lab } from "./names.ts";
import { readText } from "./processes.ts";

const identities = ["shared", "own"] as const;

/** Who knows the users of a lab: the tower's Keystone, or each site's own; then there is no tower. */
export type Identity = (typeof identities)[number];

/** What was said on the command line of a lab's Keystone, and of what must fit it. */
export interface IdentityWords {
    /** @default as the lab is, or `shared` */
    readonly identity?: string;
    /** @default nothing was said */
    readonly host?: string;
    /** @default nothing was said */
    readonly driver?: string | undefined;
}

/** Who knows the users of a lab that is there; one that says nothing shares the tower's Keystone. */
export function identityOf(lab: Lab): Identity {
    return readText(identityFile(lab))?.trim() === "own" ? "own" : "shared";
}

/** Writes down who knows the users of a lab. */
export function keepIdentity(lab: Lab, identity: Identity): void {
    writeWhole(identityFile(lab), `${identity}\n`, { mode: 0o600 });
}

/** Who shall know the users of a lab: as it was said, or for a lab that is there as it is. A Keystone can't move. */
export function chooseIdentity(lab: Lab, { identity, host, driver }: IdentityWords): Identity {
    const known = identities.find((name) => name === identity);
    if (identity !== undefined && known === undefined) {
        throw new UserError(`--identity ${identity}: unknown. Allowed: ${identities.join(", ")}.`);
    }
    const chosen = isMade(lab) ? assertKept(lab, known) : (known ?? "shared");
    if (chosen === "own" && host !== undefined) {
        throw new UserError(
            `--host ${host}: with --identity own each site has a Keystone, and no tower lives anywhere. Leave one of them out.`,
        );
    }
    if (chosen === "own" && driver === "tricircle") {
        throw new UserError(
            "--driver tricircle: with --identity own no Neutron takes another site's tokens. Leave one of them out.",
        );
    }
    return chosen;
}

function assertKept(lab: Lab, wanted: Identity | undefined): Identity {
    const identity = identityOf(lab);
    if (wanted === undefined || wanted === identity) return identity;
    throw new UserError(
        `--identity ${wanted}: the lab ${lab.environment} was made with ${identity}, and a Keystone can't move. ` +
            `Leave --identity out, or make the lab anew: \`${commandFor(lab.environment, "destroy")}\`, ` +
            `then \`${commandFor(lab.environment, "start")} --identity ${wanted}\`.`,
    );
}

function identityFile(lab: Lab): string {
    return path.join(lab.home, "identity");
}
