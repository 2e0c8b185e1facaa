/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function list(words: readonly string[], most = 5): string {
    const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `1 site`, `2 sites`. */
export function count(number: number, noun: string): string {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
