import { sample } from "../sample.ts";

/** The sample's files with driver tricircle, and more replaced in the tower's or a site's: pairs of text and new text. */
export function tricircleFiles(
    changes: Readonly<Partial<Record<keyof typeof sample, readonly (readonly [string, string])[]>>> = {},
): Readonly<Record<keyof typeof sample, string>> {
    const all = { ...changes, tower: [["driver: mesh", "driver: tricircle"] as const, ...(changes.tower ?? [])] };
    const texts = Object.entries(sample).map(([owner, text]) => [
        owner,
        (all[owner as keyof typeof sample] ?? []).reduce((now, [old, by]) => swap(owner, now, old, by), text),
    ]);
    return Object.fromEntries(texts) as Record<keyof typeof sample, string>;
}

function swap(owner: string, text: string, old: string, by: string): string {
    if (!text.includes(old)) throw new Error(`the sample's file of ${owner} doesn't hold ${old}`);
    return text.replace(old, by);
}
