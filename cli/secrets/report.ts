import { list } from "../../plan/words.ts";

/** Outcome of `k-one secrets make`; no value is in it. With `--json` it is printed as it stands here: fields are only ever added. */
export interface SecretsReport {
    readonly environment: string;
    /** The stacks that were looked at, the tower's first. */
    readonly stacks: readonly StackSecrets[];
}

/** What became of one stack's settings; keys as in its file, such as `k-one:adminPassword`. */
export interface StackSecrets {
    readonly stack: string;
    /** File that holds them encrypted, such as `stacks/Pulumi.kone-gist.yaml`. */
    readonly file: string;
    /** Keys that got a new value. */
    readonly made: readonly string[];
    /** Keys that got the value which another stack has, since both need the same. */
    readonly copied: readonly CopiedSecret[];
    /** Keys that had a value, which was left as it is. */
    readonly there: readonly string[];
    /** Keys that are missing still: nobody but you knows their values. */
    readonly yours: readonly MissingSetting[];
}

/** A secret that was taken over from another stack. */
export interface CopiedSecret {
    readonly key: string;
    /** Stack that it was taken from. */
    readonly from: string;
}

/** A setting that can't be made. */
export interface MissingSetting {
    readonly key: string;
    readonly what: string;
    /** Command that sets it; a value that is secret goes to its standard input. */
    readonly command: string;
}

/** The report for people. */
export function renderSecrets({ environment, stacks }: SecretsReport): string {
    const changed = stacks.some(({ made, copied }) => made.length + copied.length > 0);
    const end = changed
        ? "They stand encrypted in these files; commit them."
        : `No secret of ${environment} had to be made.`;
    return [...stacks.flatMap(renderStack), end].join("\n");
}

function renderStack({ stack, file, made, copied, there, yours }: StackSecrets): string[] {
    const from = [...new Set(copied.map((secret) => secret.from))];
    const keysFrom = (source: string) => copied.filter((secret) => secret.from === source).map(({ key }) => key);
    return [
        `${stack} (${file})`,
        ...line("made", made),
        ...from.flatMap((source) => line(`the same as in ${source}`, keysFrom(source))),
        ...line("there already", there),
        ...yours.map(({ key, what, command }) => `  missing: ${key}, ${what}. Set it with \`${command}\`.`),
    ];
}

function line(word: string, keys: readonly string[]): string[] {
    return keys.length === 0 ? [] : [`  ${word}: ${list(keys, keys.length)}`];
}
