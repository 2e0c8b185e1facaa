import { isDeepStrictEqual } from "node:util";
import { UserError } from "../plan/user-error.ts";

/** One object of a stack's config, as its file has it and as Pulumi hands it on. */
export interface ConfigObject {
    /** Stack's name, such as `lab-gist`. */
    readonly stack: string;
    /** Such as `k-one:site`. */
    readonly key: string;
    /** The planner reads this one. */
    readonly file: unknown;
    /** From the file too, unless `-c` or `--config-file` brought in another one; `undefined` when it's missing. */
    readonly pulumi: unknown;
}

/** Throws when Pulumi was given another object than the one that the planner has checked. */
export function assertSameConfig({ stack, key, file, pulumi }: ConfigObject): void {
    if (isDeepStrictEqual(plain(file), plain(pulumi))) return;
    const given = pulumi === undefined ? "Pulumi was given none" : "Pulumi was given another one";
    throw new UserError(
        `stack ${stack}: ${key} stands in stacks/Pulumi.${stack}.yaml, but ${given}. ` +
            "Allowed: the file's own value, since that is what was checked against the other sites. " +
            `Edit the file instead of passing \`-c ${key}…\` or \`--config-file\`.`,
    );
}

/** Both come as JSON in the end; keys without a value don't count, and Pulumi makes a time of an unquoted day. */
function plain(value: unknown): unknown {
    if (value === undefined) return undefined;
    return JSON.parse(JSON.stringify(value).replace(/"(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC"/g, '"$1"'));
}
