/** Release of Pulumi's CLI that is built where there is none. */
export const PULUMI_VERSION = "3.250.0";

/** Oldest CLI from PATH that is used; npm's `@pulumi/pulumi` has the same version. */
export const PULUMI_MINIMUM = "3.248.0";

/** Oldest Node that runs the project. */
export const NODE_MINIMUM = "20.11.0";

/** Finds the first version number in a command's output, such as `go version go1.26.8 linux/amd64`. */
export function findVersion(text: string): string | undefined {
    return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

/** Whether a version is the minimum or newer. Labels such as `-rc.1` don't count. */
export function atLeast(version: string, minimum: string): boolean {
    const [given, wanted] = [numbers(version), numbers(minimum)];
    const at = wanted.findIndex((number, index) => (given[index] ?? 0) !== number);
    return at < 0 || (given[at] ?? 0) > (wanted[at] ?? 0);
}

function numbers(version: string): number[] {
    return (findVersion(version) ?? "0").split(".").map(Number);
}
