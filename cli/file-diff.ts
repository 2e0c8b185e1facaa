/**
 * How a file changes, as `diff -u` shows it; an empty text when it doesn't.
 * @param before `null` for a file that isn't there.
 * @param after `null` for a file that goes.
 * @param around Lines before and after a change, for orientation.
 */
export function fileDiff(file: string, before: string | null, after: string | null, around = 3): string {
    const marked = compare(linesOf(before), linesOf(after));
    const hunks = hunksOf(marked, around);
    const from = before === null ? "/dev/null" : `a/${file}`;
    const to = after === null ? "/dev/null" : `b/${file}`;
    return hunks.length === 0 ? "" : [`--- ${from}`, `+++ ${to}`, ...hunks].join("\n");
}

function linesOf(text: string | null): readonly string[] {
    return text === null || text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** Heads and lines of the places with changes; changes whose lines around them meet are one place. */
function hunksOf(marked: readonly string[], around: number): readonly string[] {
    const changed = marked.flatMap((line, index) => (line.startsWith(" ") ? [] : [index]));
    const near = marked.map((_, index) => changed.some((at) => Math.abs(at - index) <= around));
    return near.flatMap((shown, index) => {
        if (!shown || near[index - 1]) return [];
        const end = near.indexOf(false, index);
        const lines = marked.slice(index, end < 0 ? marked.length : end);
        const head = `@@ -${span(marked, index, lines, "+")} +${span(marked, index, lines, "-")} @@`;
        return [head, ...lines];
    });
}

/** First line and number of lines in the text that lacks the lines marked `other`; of no line, the one before. */
function span(marked: readonly string[], start: number, lines: readonly string[], other: "+" | "-"): string {
    const count = (all: readonly string[]) => all.filter((line) => !line.startsWith(other)).length;
    const [before, length] = [count(marked.slice(0, start)), count(lines)];
    return `${length === 0 ? before : before + 1},${length}`;
}

/** By the longest common subsequence; stack files have some dozens of lines. */
function compare(before: readonly string[], after: readonly string[]): readonly string[] {
    const common = commonLengths(before, after);
    const lines: string[] = [];
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
        if (i < before.length && before[i] === after[j]) {
            lines.push(` ${before[i]}`);
            [i, j] = [i + 1, j + 1];
        } else if (i < before.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
            lines.push(`-${before[i]}`);
            i += 1;
        } else {
            lines.push(`+${after[j]}`);
            j += 1;
        }
    }
    return lines;
}

/** Length of the longest common subsequence of what follows two places. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
    const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
    for (let i = before.length - 1; i >= 0; i--) {
        for (let j = after.length - 1; j >= 0; j--) {
            const row = lengths[i];
            if (row === undefined) continue;
            const skip = Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
            row[j] = before[i] === after[j] ? 1 + (lengths[i + 1]?.[j + 1] ?? 0) : skip;
        }
    }
    return lengths;
}
