import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { code, details, fence, table, visible } from "../../../cli/preview/markdown.ts";

const markdown = new MarkdownIt({ html: true, linkify: true });
const hostile = [
    "a | b",
    "`x` ``y``",
    "<script>alert(1)</script>",
    "</code></td></table><img src=x onerror=alert(1)>",
    "@maintainers #1 GH-2",
    "[click](javascript:alert(1)) ![x](http://x/y.png)",
    "https://evil.example www.evil.example",
    "**bold** _it_ ~~no~~ \\| &lt;",
    "two\nlines\n```\n# head",
    "\u202eesrever\u0007",
];

/** What a text says when its markup is taken away. */
const plain = (html: string) =>
    html
        .replace(/<[^>]*>/g, "")
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&");

describe("code", () => {
    test.each(hostile)("shows %j as it stands, and nothing comes of it", (text) => {
        const html = markdown.render(code(text)).trim();
        const inner = html.replace(/^<p><code>/, "").replace(/<\/code><\/p>$/, "");
        expect(inner).not.toMatch(/<|\n/);
        expect(plain(inner)).toBe(visible(text).replace(/\n/g, "\\n"));
    });

    test.each(hostile)("stays one cell of a table: %j", (text) => {
        const html = markdown.render(table(["a", "b"], [[code(text), 1]]));
        expect(html.match(/<td/g)).toHaveLength(2);
        expect(html).not.toMatch(/<(script|img|a|strong|em)\b/);
    });
});

describe("fence", () => {
    test.each(hostile)("ends where it ends, not at %j", (text) => {
        const tokens = markdown.parse(`${fence("text", ["a", text, "b"])}\n\nafter`, {});
        expect(tokens[0]).toMatchObject({ type: "fence", content: `a\n${visible(text)}\nb\n` });
        expect(tokens.filter(({ type }) => type === "paragraph_open")).toHaveLength(1);
    });
});

test("what is folded is read as Markdown", () => {
    const html = markdown.render(details("<b>sum</b>", "**bold**", true));
    expect(html).toContain("<details open>\n<summary><b>sum</b></summary>\n<p><strong>bold</strong></p>");
    expect(html.trim()).toMatch(/<\/details>$/);
});

test("numbers stand to the right", () =>
    expect(table(["a", "b"], [["x", 1]])).toBe("| a | b |\n| --- | ---: |\n| x | 1 |"));

test("signs that aren't seen are written as their numbers", () =>
    expect(visible("a\u202eb\u200bc\u001b[31m\td\r\n")).toBe("a\\u{202e}b\\u{200b}c\\u{1b}[31m\td\n"));
