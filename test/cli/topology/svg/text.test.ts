import { describe, expect, test } from "vitest";
import { escapeXml, fitted, widthOf } from "../../../../cli/topology/svg/text.ts";

describe("widthOf", () => {
    test("takes a Korean sign for as wide as it is high", () => {
        expect(widthOf("광주과학기술원", 10)).toBeGreaterThanOrEqual(70);
        expect(widthOf("광주", 100)).toBeGreaterThan(1.5 * widthOf("ab", 100));
    });

    test("is no less than DejaVu Sans, the widest of the usual fonts, needs", () => {
        // Advance widths of the font itself, in thousandths of its size.
        const known = {
            m: 974,
            w: 818,
            W: 989,
            M: 863,
            "0": 636,
            ".": 318,
            "/": 337,
            "-": 361,
            " ": 318,
            "%": 950,
            "→": 838,
        };
        for (const [sign, thousandths] of Object.entries(known)) {
            expect([sign, widthOf(sign.repeat(100), 10)]).toEqual([sign, expect.toSatisfy((it) => it >= thousandths)]);
        }
    });
});

describe("fitted", () => {
    test("leaves what has room, and cuts what hasn't, never in the middle of a sign", () => {
        expect(fitted("net1", 100, 11)).toBe("net1");
        const cut = fitted("광주과학기술원 😀😀😀😀😀😀", 100, 11);
        expect(cut).toMatch(/…$/);
        expect(widthOf(cut, 11)).toBeLessThanOrEqual(100);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
    });
});

describe("escapeXml", () => {
    test("lets nothing out of text and attributes", () => {
        expect(escapeXml(`<a b="c">'&amp;`)).toBe("&lt;a b=&quot;c&quot;&gt;&#39;&amp;amp;");
        expect(escapeXml("a\u0000b\u001b[31m\ud800c\n")).toBe("a\ufffdb\ufffd[31m\ufffdc\n");
    });
});
