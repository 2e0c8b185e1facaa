import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTopologies } from "../../../cli/topology/changes.ts";
import { renderSvg } from "../../../cli/topology/svg.ts";
import { topologyOf } from "../../../cli/topology/topology.ts";
import { samplePlan, thirdSite } from "../../components/sample-plan.ts";
import { seeds } from "../../plan/arbitrary.ts";
import { edited } from "../../plan/sample.ts";
import { sitesOf, topologyWith } from "./svg/pictures.ts";

const sample = (changes: Readonly<Record<string, string | null>> = {}) => topologyOf(samplePlan(changes));

/** Every tag is closed by its own, and no sign stands bare that XML reads in another way. */
function expectWellFormed(svg: string): void {
    const open: string[] = [];
    for (const [, closing, name = "", attributes, own] of svg.matchAll(
        /<(\/?)([a-z]+)((?:\s[\w-:]+="[^"<&]*(?:&[#\w]+;[^"<&]*)*")*)(\/?)>/g,
    )) {
        if (closing === "/") expect(open.pop()).toBe(name);
        else if (own !== "/") open.push(name);
        expect(attributes).not.toContain("undefined");
    }
    expect(open).toEqual([]);
    const bare = svg.replaceAll(/<\/?[a-z]+(?:\s[\w-:]+="[^"]*")*\/?>/g, "").replaceAll(/&(?:#\d+|\w+);/g, "");
    expect(bare).not.toMatch(/[<&]/);
}

describe("an SVG picture", () => {
    test("is well formed, with a title and a description", async () => {
        const svg = await renderSvg(compareTopologies(null, sample()));
        expectWellFormed(svg);
        expect(svg).toContain('role="img" aria-labelledby="title desc"');
        expect(svg).toContain('<title id="title">Topology of lab: 2 sites</title>');
        expect(svg).toContain('<desc id="desc">Sites gist and korea joined by net3.</desc>');
    });

    test("has the same bytes for the same files, whatever their order", async () => {
        await fc.assert(
            fc.asyncProperty(seeds({ minLength: 1, maxLength: 5 }), async (sites) => {
                const one = await renderSvg(compareTopologies(null, topologyWith(sites)));
                expect(await renderSvg(compareTopologies(null, topologyWith(sites.toReversed())))).toBe(one);
                expectWellFormed(one);
            }),
            { numRuns: 10 },
        );
    });

    test("shows 20 sites in rows, each joined to net3 and to the tower", async () => {
        const svg = await renderSvg(sitesOf(20));
        const [, width = "0", height = "0"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
        expect(Number(width) / Number(height)).toBeGreaterThan(1);
        expect(Number(width) / Number(height)).toBeLessThan(2.5);
        expect(svg.match(/<g class="site same"><title>|<g class="site same">\n<title>/g)).toHaveLength(20);
        expect(svg.match(/<g class="end same">/g)).toHaveLength(20);
        expect(svg).toContain("tunnels 190 among 20 sites");
    });

    test("keeps every line of a box inside of it", async () => {
        const svg = await renderSvg(sitesOf(3));
        for (const [, x = "", width = "", lines = ""] of svg.matchAll(
            /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*>\n((?:<text.*\n)+)/g,
        )) {
            for (const [, at = "", text = ""] of lines.matchAll(/<text class="fact" x="([\d.]+)"[^>]*>(.*)<\/text>/g)) {
                expect(Number(at) + text.length * 11 * 0.58).toBeLessThan(Number(x) + Number(width));
            }
        }
    });

    test("marks changes by colour and by sign, explains them, and tells them to who doesn't see", async () => {
        const after = sample({ ...edited("gist", "10.1.0.0/24", "10.1.0.0/25"), korea: null, kaist: thirdSite });
        const svg = await renderSvg(compareTopologies(sample(), after));
        expectWellFormed(svg);
        expect(svg).toContain(">~ range 10.1.0.0/24 → 10.1.0.0/25</text>");
        expect(svg).toContain('<g class="site added">');
        expect(svg).toContain(">+ site kaist</text>");
        expect(svg).toContain('<g class="site removed">');
        expect(svg).toContain(">− site korea</text>");
        for (const sign of ["+ added", "− removed", "~ changed"]) expect(svg).toContain(`>${sign}</text>`);
        expect(svg).toMatch(/<desc id="desc">.* changes: .*site kaist added.*site korea removed/);
        expect(svg).toContain("lab: 2 sites");
        expect(await renderSvg(compareTopologies(null, after))).not.toContain("removed</text>");
    });

    test("lets no name or text out of its place, and cuts what is too long", async () => {
        const institution = `</text><script>alert(1)</script> "]]> & 한국 ${"대학교 ".repeat(40)}`.trim();
        const hostile = edited("gist", "Gwangju Institute of Science and Technology", JSON.stringify(institution));
        const svg = await renderSvg(compareTopologies(null, sample(hostile)));
        expectWellFormed(svg);
        expect(svg).not.toContain("<script");
        expect(svg).toMatch(/institution &lt;\/text&gt;.*…<\/text>/);
    });
});
