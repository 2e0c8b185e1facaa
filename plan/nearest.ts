/** Known word that the given one was probably meant to be, or `null` when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
    const limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
    const near = known
        .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ distance }) => distance <= limit)
        .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
    return near[0]?.candidate ?? null;
}

/** ` Did you mean "x"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
    const guess = nearest(word, known);
    return guess === null ? "" : ` Did you mean "${guess}"?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function distance(a: string, b: string): number {
    const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
    for (let row = 1; row <= a.length; row++) {
        rows.push(nextRow(rows, row, a, b));
    }
    return rows[a.length]?.[b.length] ?? 0;
}

function nextRow(rows: readonly (readonly number[])[], row: number, a: string, b: string): number[] {
    const at = (r: number, c: number) => rows[r]?.[c] ?? Number.POSITIVE_INFINITY;
    const cells = [row];
    for (let column = 1; column <= b.length; column++) {
        const same = a[row - 1] === b[column - 1];
        const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
        cells.push(
            Math.min(
                at(row - 1, column) + 1,
                (cells[column - 1] ?? 0) + 1,
                at(row - 1, column - 1) + (same ? 0 : 1),
                swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
            ),
        );
    }
    return cells;
}
