import { describe, expect, test } from "vitest";
import { codeBlocks, pageText } from "./code-blocks.ts";

const [english, korean] = ["README.md", "README.ko.md"].map(pageText) as [string, string];

/** First cells of the tables whose rows are commands. */
const commands = (text: string) =>
    [...text.matchAll(/^\| (`(?:npx k-one|source).*?) \| [^|]*\|?$/gm)].map(([, cell]) => cell);

/** A block's commands, without what is said about them. */
const bare = (text: string) => text.replaceAll(/ +#.*$/gm, "");

describe("README.ko.md", () => {
    test("has README's commands for every day, in the same order", () => {
        expect(commands(english).length).toBeGreaterThan(10);
        expect(commands(korean)).toEqual(commands(english));
    });

    test("has README's commands to begin with", () => {
        const shell = (text: string) => codeBlocks(text).filter(({ language }) => language === "sh");
        expect(shell(korean).map((block) => bare(block.text))).toEqual(shell(english).map((block) => bare(block.text)));
    });

    test("names only commands, files and versions that README names", () => {
        const prose = korean.replaceAll(/^```[\s\S]*?^```$/gm, "");
        const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
        const needs = [...prose.matchAll(/(?:Node|Go) ≥ [\d.]+|\d+ GiB|Ubuntu [\d.]+/g)].map(([found]) => found);
        const strange = [...inline, ...needs].filter((code) => !english.includes(code));
        expect(strange).toEqual([]);
    });
});
