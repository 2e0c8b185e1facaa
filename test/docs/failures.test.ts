import { expect, test } from "vitest";
import { pageText } from "./code-blocks.ts";
import { allParts, errorPlaces, placesIn, plain } from "./errors.ts";

/** What the guide's first columns quote. */
const quoted = pageText("docs/failures.md")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| it says") && !line.startsWith("| ---"))
    .flatMap((line) => [...(line.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, text = ""]) => plain(text)));

test("finds what an error says in its words, and in the functions and values they come from", () => {
    const text = [
        'const hint = "Take another cup instead.";',
        'function say(what: string) { return "there is no such thing as " + what; }',
        'throw new UserError(say(drink) + " today, sir. " + hint);',
        'throw new Error("not of the user\'s making");',
    ];
    expect(placesIn("cli/x.ts", text.join("\n"))).toEqual([
        { where: "cli/x.ts:3", parts: ["there is no such thing as", "Take another cup instead."] },
    ]);
});

/** Parts of a place's words that the guide quotes; a quote may leave out what is beside it. */
const isQuoted = (said: string) => {
    const parts = quoted.flatMap((quote) => quote.split("…")).map((part) => part.trim());
    return parts.some((part) => part.length >= 10 && said.includes(part));
};

test("knows an error that the guide doesn't have", () => {
    expect(isQuoted("Nobody is at the terminal to answer. Nothing was changed; --yes answers yes.")).toBe(true);
    expect(isQuoted("The moon is full, and werewolves hold the lock.")).toBe(false);
});

test("the guide has a line for every error that the source can print", () => {
    const silent = errorPlaces().filter(({ parts }) => !parts.some(isQuoted));
    expect(silent.map(({ where, parts: said }) => `${where}: ${said[0]}`)).toEqual([]);
});

test("the guide quotes nothing that nobody says any more", () => {
    const source = allParts();
    const stale = quoted.filter((quote) =>
        quote.split("…").some((part) => part.trim().length >= 14 && !source.includes(part.trim())),
    );
    expect(stale).toEqual([]);
});
