/**
 * Lines by which two texts differ, `- ` before what goes and `+ ` before what comes, with lines around them for
 * orientation; nothing when they are the same.
 * @param before `null` for a file that isn't there.
 */
export function diffLines(before: string | null, after: string, around = 2): readonly string[] {
    const marked = compare(linesOf(before ?? ""), linesOf(after));
    const changed = marked.flatMap((line, index) => (line.startsWith(" ") ? [] : [index]));
    return marked.filter((_, index) => changed.some((at) => Math.abs(at - index) <= around));
}

function linesOf(text: string): readonly string[] {
    return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** By the longest common subsequence; stack files have some dozens of lines. */
function compare(before: readonly string[], after: readonly string[]): readonly string[] {
    const common = commonLengths(before, after);
    const lines: string[] = [];
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
        if (i < before.length && before[i] === after[j]) {
            lines.push(`  ${before[i]}`);
            [i, j] = [i + 1, j + 1];
        } else if (i < before.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
            lines.push(`- ${before[i]}`);
            i += 1;
        } else {
            lines.push(`+ ${after[j]}`);
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
