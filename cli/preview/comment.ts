import { formatFinding } from "../../plan/environment.ts";
import { isError } from "../../plan/finding.ts";
import { count, list } from "../../plan/words.ts";
import type { PolicyFinding } from "../policy-progress.ts";
import type { PreviewedStack } from "../runs.ts";
import { withoutSecrets } from "../step-properties.ts";
import { duration } from "../summary.ts";
import { code, details, fence, table } from "./markdown.ts";
import { isBad, type Review } from "./review.ts";
import { planDigest } from "./saved-plan.ts";
import { type Amount, amounts, stepLines } from "./steps.ts";

/** Most characters of a comment: GitHub takes 65,536, GitLab more. */
export const mostCharacters = 64_000;

/** What a comment is found again by, on the pull request. */
export function commentMark(environment: string): string {
    return `<!-- k-one:preview:${environment} -->`;
}

/**
 * Comment on a change, for GitHub and GitLab: a table, then folded details. What doesn't fit is told in ever fewer words,
 * then cut, with a pointer to the whole.
 * @param whole Where a reader finds all of it, such as a run's URL; `null` when it is nowhere.
 * @param most Most characters.
 */
export function renderComment(review: Review, whole: string | null, most = mostCharacters): string {
    for (const amount of amounts.slice(1)) {
        const shown = partsOf(review, amount);
        const pointer = amount === "short values" ? [] : [pointerTo(whole)];
        const text = join([...shown, ...pointer]);
        if (text.length <= most) return text;
    }
    return cut(partsOf(review, "numbers"), pointerTo(whole), most);
}

/** All that there is to say, whatever its length. */
export function renderWhole(review: Review): string {
    return join(partsOf(review, "all"));
}

/** Whole parts only: half a table or an open fold would spoil what follows. */
function cut(parts: readonly string[], pointer: string, most: number): string {
    let room = most - pointer.length - 3;
    const kept = parts.filter((part) => {
        const fits = part.length + 2 <= room;
        if (fits) room -= part.length + 2;
        return fits;
    });
    return join([...kept, pointer]);
}

function pointerTo(whole: string | null): string {
    const place = whole === null ? "`npx k-one preview --markdown` on your own computer" : code(whole);
    return `> Shortened to fit here. The whole of it: ${place}.`;
}

function join(parts: readonly string[]): string {
    return `${parts.join("\n\n")}\n`;
}

function partsOf(review: Review, amount: Amount): readonly string[] {
    return [
        `${commentMark(review.environment)}\n### Preview of ${code(review.environment)}`,
        verdict(review),
        ...(review.failure === null ? [] : [fence("text", [withoutSecrets(review.failure)])]),
        ...(review.stacks.length === 0 ? [] : [overview(review.stacks)]),
        ...notes(review),
        ...findings(review, amount),
        ...review.stacks.flatMap((stack) => policies(stack, amount)),
        ...review.stacks.flatMap((stack) => stackDetails(stack, reasonOf(review, stack.stack), amount)),
        ...(review.topology === null ? [] : [details("Topology", fence("mermaid", [review.topology]))]),
        ...digest(review),
    ];
}

function verdict({ findings, failure, stacks, touched }: Review): string {
    const mistakes = findings.filter(isError).length;
    if (mistakes > 0) return `❌ **The proof fails: ${count(mistakes, "mistake")}.** Nothing was previewed.`;
    if (failure !== null) return "❌ **There is no preview:**";
    if (stacks.length === 0) return "✅ **No stack is touched.**";
    const total = stacks.length + (touched?.untouched.length ?? 0);
    const bad = stacks.filter(isBad).length;
    const changing = stacks.filter(({ status }) => status === "done").length;
    return bad > 0
        ? `❌ **${bad} of ${count(total, "stack")} can't be brought up like this.**`
        : `✅ **${changing} of ${count(total, "stack")} would change.**`;
}

function overview(stacks: readonly PreviewedStack[]): string {
    const heads = ["site", "preview", "create", "update", "replace", "delete", "policy", "time"];
    const rows = stacks.map((stack) => {
        const { create, update, replace, delete: gone } = stack.changes;
        return [
            code(nameOf(stack)),
            outcome(stack),
            create,
            update,
            replace,
            gone,
            policy(stack),
            duration(stack.seconds),
        ];
    });
    return table(heads, rows);
}

function nameOf({ site }: PreviewedStack): string {
    return site ?? "tower";
}

function outcome({ status, policy }: PreviewedStack): string {
    if (policy.state === "failed") return "❌ refused";
    return {
        done: "changes",
        unchanged: "no changes",
        failed: "❌ failed",
        interrupted: "❌ interrupted",
        skipped: "skipped",
    }[status];
}

function policy({ policy: { state, passed, violations, warnings } }: PreviewedStack): string {
    const warned = warnings.length === 0 ? "" : `, ${count(warnings.length, "warning")}`;
    const words = {
        passed: `✅ ${passed.length} passed`,
        failed: `❌ ${violations.length} refused`,
        "not run": "not run",
    };
    return `${words[state]}${warned}`;
}

function notes({ touched, base }: Review): readonly string[] {
    if (touched === null || base === null) return [];
    const { untouched, gone } = touched;
    const same = untouched.length === 0 ? "" : ` Not touched: ${list(untouched.map(code), 50)}.`;
    const left = gone.map(
        (stack) =>
            `⚠️ ${code(stack)} has no file any more. What it has made stays in OpenStack until ` +
            "`k-one site remove` or `k-one destroy` is run with the file still there.",
    );
    return [`Held against ${code(base)}.${same}`, ...left];
}

/** Mistakes stand open, since nothing else matters then. */
function findings({ findings: all }: Review, amount: Amount): readonly string[] {
    if (all.length === 0) return [];
    const errors = all.filter(isError).length;
    const numbers = [
        ...(errors > 0 ? [count(errors, "mistake")] : []),
        ...(all.length > errors ? [count(all.length - errors, "warning")] : []),
    ];
    const lines = all.map((finding) => `${finding.severity}: ${withoutSecrets(formatFinding(finding))}`);
    return [details(`Planner: ${list(numbers)}`, fence("text", firstOf(lines, amount)), errors > 0)];
}

/** The first of many lines, where there isn't room for all. */
function firstOf(lines: readonly string[], amount: Amount): readonly string[] {
    const most = {
        all: Number.POSITIVE_INFINITY,
        "short values": Number.POSITIVE_INFINITY,
        changes: 100,
        names: 50,
        numbers: 20,
    }[amount];
    return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

function policies(stack: PreviewedStack, amount: Amount): readonly string[] {
    const { violations, warnings } = stack.policy;
    if (violations.length + warnings.length === 0) return [];
    const numbers = [
        ...(violations.length > 0 ? [`${violations.length} refused`] : []),
        ...(warnings.length > 0 ? [count(warnings.length, "warning")] : []),
    ];
    const lines = [...tell("refused", violations), ...tell("warning", warnings)];
    return [
        details(
            `Policies at ${code(nameOf(stack))}: ${list(numbers)}`,
            fence("text", firstOf(lines, amount)),
            violations.length > 0,
        ),
    ];
}

/** In the order of their words: the engine's own order is by chance. */
function tell(word: string, found: readonly PolicyFinding[]): readonly string[] {
    return found.map(({ policy: name, message }) => `${word} by ${name}: ${withoutSecrets(message)}`).sort();
}

function stackDetails(stack: PreviewedStack, why: string | null, amount: Amount): readonly string[] {
    const { steps, status, policy: judged } = stack;
    const told = steps.length === 0 || amount === "numbers" ? [] : [fence("diff", stepLines(steps, amount))];
    const failed =
        isBad(stack) && judged.state !== "failed" ? [fence("text", [withoutSecrets(stack.cause ?? status)])] : [];
    if (told.length + failed.length === 0) return [];
    const reason = why === null ? "" : ` (${code(why)})`;
    const summary = `<b>${code(nameOf(stack))}</b>: ${summaryOf(stack)}${reason}`;
    return [details(summary, [...failed, ...told].join("\n\n"), failed.length > 0)];
}

function summaryOf({ steps, status }: PreviewedStack): string {
    const numbers = (["create", "update", "replace", "delete"] as const)
        .map((verb) => ({ verb, number: steps.filter((step) => step.verb === verb).length }))
        .filter(({ number }) => number > 0)
        .map(({ verb, number }) => `${number} to ${verb}`);
    return numbers.length === 0 ? status : list(numbers);
}

function reasonOf({ touched }: Review, stack: string): string | null {
    return touched?.touched.find((one) => one.stack === stack)?.why ?? null;
}

/** So that who approves an `up` can see that it is this one. */
function digest({ stacks }: Review): readonly string[] {
    return stacks.length === 0 || stacks.some(isBad) ? [] : [`Plan ${code(planDigest(stacks))}`];
}
