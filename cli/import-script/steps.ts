import type { StackFileChange } from "./files.ts";
import { stepsAfter, stepsBefore } from "./left-alone.ts";
import type { OldSite } from "./parts.ts";

/** What a human does after `import-script`, in order. */
export function nextSteps(
    environment: string,
    sites: readonly OldSite[],
    changes: readonly StackFileChange[],
    applied: boolean,
): readonly string[] {
    const imports = sites.map(
        ({ site }) =>
            `\`pulumi import --stack ${environment}-${site} --file .k-one/${environment}/import/${environment}-${site}.json ` +
            "--protect=false --generate-code=false`",
    );
    const take =
        "Take the objects over: run the same command with --apply; it does for each stack, under k-one's own locks, what " +
        `these would do: ${imports.join(", ")}.`;
    return [
        ...(applied ? [] : [take]),
        ...changes.flatMap((change) => missingSecrets(environment, change, sites)),
        ...sites.flatMap(stepsBefore),
        `Look: \`npx k-one preview ${environment}\` replaces and deletes nothing.`,
        `Go: \`npx k-one up ${environment}\`, then \`npx k-one verify ${environment}\`.`,
        ...sites.flatMap(keyNeeded),
        ...sites.flatMap(stepsAfter),
    ];
}

function missingSecrets(
    environment: string,
    { owner, after }: StackFileChange,
    sites: readonly OldSite[],
): readonly string[] {
    const stack = `${environment}-${owner}`;
    const secrets = owner === "tower" ? sites.map(({ site }) => `k-one:${site}Password`) : ["k-one:kBoxKey"];
    const missing = secrets.filter((key) => !after.includes(`${key}:`));
    const plain = owner === "tower" || after.includes("k-one:guestPublicKey:") ? [] : ["k-one:guestPublicKey"];
    const commands = [
        ...missing.map((key) => `\`pulumi config set --secret ${key} --stack ${stack}\``),
        ...plain.map((key) => `\`pulumi config set ${key} --stack ${stack}\``),
    ];
    return commands.length === 0 ? [] : [`Give stack ${stack} what its file lacks: ${commands.join(", ")}.`];
}

/** An old server keeps the key that it was made with. */
function keyNeeded({ server, site }: OldSite): readonly string[] {
    if (server === null) return [];
    const key = server.key_name === null ? "no key of Nova's" : `key ${server.key_name}`;
    return [`${site}: ${server.name} keeps ${key}: \`verify\` logs in with that one's private half.`];
}
