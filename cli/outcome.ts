import { mayColor } from "./display.ts";

/**
 * Prints what came of a command on standard output: for people, or with `--json` as JSON for programs.
 * @param json What commander made of `--json`; `undefined` when it wasn't given.
 * @param render Text for people, coloured or not.
 */
export function printOutcome<T extends object>(
    outcome: T,
    json: boolean | undefined,
    render: (outcome: T, colors: boolean) => string,
): void {
    process.stdout.write(`${json === true ? JSON.stringify(outcome, null, 4) : render(outcome, mayColor())}\n`);
}
