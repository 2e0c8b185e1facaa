import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../plan/user-error.ts";

/** A key of the stack's config that stands beside the planned object. */
export interface Setting<Key extends string> {
    /** Key without the project's name, such as `kBoxKey`. */
    readonly key: Key;
    readonly secret: boolean;
    /** What it is, for the one who has to set it. */
    readonly what: string;
}

/** Values of a stack's settings by key. A missing one is unknown in a preview, and an error in every other run. */
export function readSettings<Key extends string>(
    config: pulumi.Config,
    settings: readonly Setting<Key>[],
): Readonly<Record<Key, pulumi.Output<string>>> {
    const missing = settings.filter(({ key }) => config.get(key) === undefined);
    if (missing.length > 0 && !pulumi.runtime.isDryRun()) throw new UserError(tell(config, missing));
    const values = settings.map((setting) => [setting.key, read(config, setting)]);
    return Object.fromEntries(values) as Record<Key, pulumi.Output<string>>;
}

function read(config: pulumi.Config, { key, secret }: Setting<string>): pulumi.Output<string> {
    const value = pulumi.output(config.get(key) ?? (pulumi.unknown as unknown as string));
    return secret ? pulumi.secret(value) : value;
}

function tell(config: pulumi.Config, missing: readonly Setting<string>[]): string {
    const stack = pulumi.getStack();
    return [
        `stack ${stack}: ${missing.length} value(s) are missing in its config; nothing was changed.`,
        ...missing.map(({ key, secret, what }) => {
            const command = `pulumi config set${secret ? " --secret" : ""} -s ${stack} ${config.name}:${key}`;
            return `${config.name}:${key}: ${what}. Set it with \`${command}\`.`;
        }),
    ].join("\n");
}
