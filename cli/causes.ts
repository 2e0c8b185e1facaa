import type { SitePlan } from "../plan/environment-plan.ts";
import type { Failure } from "./progress.ts";

interface Cause {
    readonly pattern: RegExp;
    /** The sentence, from the pattern's groups. */
    readonly sentence: (site: SitePlan | null, groups: readonly string[], failure: Failure) => string | null;
}

/** A site's K-Box isn't the machine that its file describes. */
export function otherHostKey({ kBox, stack }: SitePlan): string {
    return (
        `the K-Box at ${kBox.address} answers with another host key than kBox.hostKey in stacks/Pulumi.${stack}.yaml: ` +
        "it was rebuilt, or it is another machine. Compare with /etc/ssh/ssh_host_ed25519_key.pub on the K-Box itself, " +
        "and change the file only if that is the same."
    );
}

/** A site's K-Box doesn't take the key that the site's stack has for it. */
export function refusedKey({ kBox }: SitePlan): string {
    return `the K-Box at ${kBox.address} refuses the key k-one:kBoxKey for user ${kBox.user}. Is its public half in that user's authorized_keys?`;
}

/** A site's K-Box can't be reached over SSH. */
export function noAnswer({ kBox }: SitePlan, reason: string): string {
    return `the K-Box at ${kBox.address} doesn't answer on SSH port ${kBox.port} (${reason}). Is it on, and can this computer reach it?`;
}

/** Known causes, the most telling first. */
const causes: readonly Cause[] = [
    {
        // First our own plugin's words, then the official one's.
        pattern: /but hostKey says|has no host key of the kind|host key (?:mismatch|verification failed)/,
        sentence: (site) => site && otherHostKey(site),
    },
    {
        pattern: /doesn't let us in with what we have|ssh: unable to authenticate/,
        sentence: (site) => site && refusedKey(site),
    },
    {
        pattern: /(no answer|connection refused|no route)\b.*?@\[?([0-9a-fA-F.:]+?)\]?(?::\d+)?(?=[\s:]|$)/,
        sentence: (site, [reason = "", address = ""]) =>
            site !== null && address === site.kBox.address ? noAnswer(site, reason) : null,
    },
    {
        pattern: /dial tcp (\[?[0-9a-fA-F.:]+?\]?):(\d+): (?:connect: )?([a-z/ ]+)/,
        sentence: (site, [address = "", port = "", reason = ""]) =>
            site !== null && address === site.kBox.address && Number(port) === site.kBox.port
                ? noAnswer(site, reason.trim())
                : `OpenStack at ${address}:${port} doesn't answer (${reason.trim()}). Is the machine on, and can this computer reach it?`,
    },
    {
        pattern:
            /(?:failed to load Pulumi policy project|policy pack "[^"]*" failed to start|policy pack not started|could not start policy pack)[^:]*: *([\s\S]*)/,
        sentence: (_site, [reason = ""]) =>
            `the policy pack can't be loaded, so nothing was judged, and nothing goes on without it: ${firstSentence(reason)}. ` +
            "Restore the folder policy/, run `npm ci`, and see `npx k-one toolchain`.",
    },
    {
        pattern: /the stack is currently locked by/,
        sentence: (_site, _groups, { message }) => {
            const holder = /created by (\S+@\S+) \(pid (\d+)\) at (\S+)/.exec(message);
            const who = holder === null ? "somebody else" : `${holder[1]} (process ${holder[2]}) since ${holder[3]}`;
            return `the stack is held by ${who}. Wait for that run; if it is dead, \`pulumi cancel\` removes the lock.`;
        },
    },
    {
        // All of its lines: each has a command that mends it.
        pattern: /stack \S+: (\d+ value\(s\) are missing in its config.*(?:\n\s*k-one:.*)*)/,
        sentence: (_site, [missing = ""]) => missing.replaceAll(/\n\s*/g, "\n  "),
    },
    {
        pattern: /passphrase must be set|incorrect passphrase/,
        sentence: () =>
            "the stack's passphrase is missing or wrong. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.",
    },
];

/** Says in a sentence why a run of a stack failed; `site` is `null` for the tower. */
export function explainFailures(failures: readonly Failure[], site: SitePlan | null): string {
    const known = failures.map((failure) => explainOne(failure, site)).find((sentence) => sentence !== null);
    return known ?? firstLines(failures.find(({ resource }) => resource !== null) ?? failures[0]);
}

function explainOne(failure: Failure, site: SitePlan | null): string | null {
    for (const { pattern, sentence } of causes) {
        const match = pattern.exec(failure.message);
        const text = match === null ? null : sentence(site, match.slice(1), failure);
        if (text !== null) {
            return text;
        }
    }
    return null;
}

/** Pulumi's own words, without the program's stack and no longer than a screen's few lines. */
function firstLines(failure: Failure | undefined): string {
    if (failure === undefined) {
        return "Pulumi says nothing about why; its log may.";
    }
    const lines = failure.message.split("\n").map((line) => line.trim().replace(/^\* /, ""));
    const telling = lines
        .filter((line) => line !== "" && !/^at |^error: (update|preview) failed$|^\d+ errors? occurred:$/.test(line))
        .slice(0, 6);
    const text = withoutPlumbing(telling.join(" ")).slice(0, 600);
    return failure.resource === null ? text : `${failure.resource}: ${text}`;
}

/** First line that says something, without a full stop. */
function firstSentence(text: string): string {
    const lines = text.split("\n").map((line) => line.trim());
    return (lines.find((line) => line !== "" && !line.startsWith("at ")) ?? "Pulumi says no more").replace(/\.$/, "");
}

/** Without the names of the provider's own source files and of itself. */
function withoutPlumbing(text: string): string {
    return text.replace(/\S+\.go:\d+: (?:sdk\.\w+: )?/g, "").replace(/: provider=\S+$/, "");
}
