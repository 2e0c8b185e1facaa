import { describe, expect, test } from "vitest";
import { styleSheet } from "../../../../cli/topology/svg/style.ts";

/** Contrast of two colours (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio). */
function contrast(one: string, other: string): number {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const sheet = styleSheet().join("\n");
const themes = sheet.split("@media (prefers-color-scheme: dark)");
const fill = (theme: string, selector: string) =>
    new RegExp(`(?:^|[}{]|\\n)\\s*${selector.replace(".", "\\.")} \\{ fill: (#\\w{6})`).exec(theme)?.[1] ?? "";

describe("the style sheet", () => {
    test("names generic fonts only, and fetches nothing", () => {
        expect(sheet).toMatch(/font-family: sans-serif/);
        expect(sheet).not.toMatch(/url\(|@import|@font-face/);
    });

    test.each([
        ["light", themes[0] ?? ""],
        ["dark", themes[1] ?? ""],
    ])("can be read in the %s theme: 4.5 to 1 (WCAG 2.1, AA)", (_, theme) => {
        for (const ground of ["rect", ".site rect", ".page", ".added rect", ".removed rect", ".changed rect"]) {
            for (const text of ["text", "text.fact"]) {
                expect([ground, text, contrast(fill(theme, ground), fill(theme, text))]).toEqual([
                    ground,
                    text,
                    expect.toSatisfy((ratio) => ratio >= 4.5),
                ]);
            }
        }
        for (const mark of ["added", "removed", "changed"]) {
            expect(contrast(fill(theme, ".changed rect"), fill(theme, `text.now-${mark}`))).toBeGreaterThanOrEqual(4.5);
        }
    });
});
