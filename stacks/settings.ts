import * as pulumi from "@pulumi/pulumi";
import { type Setting, setCommand, settingKey } from "../plan/settings.ts";
import { UserError } from "../plan/user-error.ts";
import { parseStackName } from "./stack-name.ts";

/** Gives the value of one of a stack's settings by its key. */
export type SettingValue = (key: string) => pulumi.Output<string>;

/**
 * Values of a stack's settings. A missing one is unknown in a preview.
 * @throws UserError in every other run, with all that are missing.
 */
export function readSettings(config: pulumi.Config, settings: readonly Setting[]): SettingValue {
    const missing = settings.filter(({ key }) => config.get(key) === undefined);
    if (missing.length > 0 && !pulumi.runtime.isDryRun()) throw new UserError(tell(missing));
    return (key) => read(config, settings.find((setting) => setting.key === key) ?? notPlanned(key));
}

function notPlanned(key: string): never {
    throw new Error(`the plan knows no setting ${key} of this stack`);
}

function read(config: pulumi.Config, { key, secret }: Setting): pulumi.Output<string> {
    const value = pulumi.output(config.get(key) ?? (pulumi.unknown as unknown as string));
    return secret ? pulumi.secret(value) : value;
}

function tell(missing: readonly Setting[]): string {
    const stack = pulumi.getStack();
    const given = missing.filter(({ makeable }) => !makeable);
    const made = missing.filter(({ makeable }) => makeable).map(settingKey);
    return [
        `stack ${stack}: ${missing.length} value(s) are missing in its config; nothing was changed.`,
        ...(made.length === 0 ? [] : [`${made.join(", ")}: make them with \`${makeCommand(stack)}\`.`]),
        ...given.map(
            (setting) => `${settingKey(setting)}: ${setting.what}. Set it with \`${setCommand(stack, setting)}\`.`,
        ),
    ].join("\n");
}

function makeCommand(stack: string): string {
    const { environment, owner } = parseStackName(stack);
    return `npx k-one secrets make ${environment} --site ${owner}`;
}
