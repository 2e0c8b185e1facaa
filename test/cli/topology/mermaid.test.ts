import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTopologies, type MarkedTopology } from "../../../cli/topology/changes.ts";
import { renderMermaid } from "../../../cli/topology/mermaid.ts";
import { topologyOf } from "../../../cli/topology/topology.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { controlledPlan, samplePlan, thirdSite } from "../../components/sample-plan.ts";
import { manySeeds, seeds, stackFiles } from "../../plan/arbitrary.ts";
import { edited } from "../../plan/sample.ts";
import { parseMermaid } from "./mermaid-parser.ts";

const planned = (files: ReturnType<typeof stackFiles>) => topologyOf(planEnvironment(files).plan as EnvironmentPlan);
const sample = (changes: Readonly<Record<string, string | null>> = {}) => topologyOf(samplePlan(changes));
const many = (count: number) => planned(stackFiles(manySeeds(count)));
const alone = (topology: ReturnType<typeof sample>): MarkedTopology => compareTopologies(null, topology);

describe("a Mermaid picture", () => {
    test("shows every part and every line", async () => {
        const topology = topologyOf(controlledPlan({ control: "172.17.1.31" }));
        const { nodes, links } = await parseMermaid(renderMermaid(alone(topology)));
        const parts = [...topology.common, ...topology.sites.flatMap(({ parts }) => parts)];
        expect([...nodes.keys()].filter((id) => id.startsWith("s_"))).toHaveLength(parts.length);
        expect(links).toHaveLength(topology.sites.flatMap((site) => site.links).length);
    });

    test("has the same bytes for the same files, whatever their order", () => {
        fc.assert(
            fc.property(seeds({ minLength: 1, maxLength: 6 }), (sites) => {
                const picture = renderMermaid(alone(planned(stackFiles(sites))));
                expect(renderMermaid(alone(planned(stackFiles(sites.toReversed()).toReversed())))).toBe(picture);
            }),
            { numRuns: 20 },
        );
    });

    test("marks what is added, removed and changed by colour and by sign, with a legend", async () => {
        const after = sample({ ...edited("gist", "10.1.0.0/24", "10.1.0.0/25"), korea: null, kaist: thirdSite });
        const text = renderMermaid(compareTopologies(sample(), after));
        await parseMermaid(text);
        expect(text).toContain(
            's_gist_tenant("~ tenant network net1<br/>~ range 10.1.0.0/24 → 10.1.0.0/25"):::changed',
        );
        expect(text).toContain('s_kaist_router{{"+ site router R5"}}:::added');
        expect(text).toContain('s_korea_router{{"− site router R2"}}:::removed');
        expect(text).toMatch(/class s_kaist added\n[\s\S]*class s_korea removed\n/);
        expect(text).toMatch(
            /subgraph legend\[[\s\S]*linkStyle [\d,]+ stroke:#1a7f37\n {4}linkStyle [\d,]+ stroke:#cf222e/,
        );
        expect(renderMermaid(alone(after))).not.toMatch(/legend|:::|linkStyle/);
    });

    test("stays within GitHub's limits for 20 sites, for 100 and for 200, and is read by Mermaid", async () => {
        const shown = { 20: "s_site7_tenant", 100: "s_site7", 200: "200 sites more" } as const;
        for (const count of [20, 100, 200] as const) {
            const text = renderMermaid(alone(many(count)));
            const { links } = await parseMermaid(text);
            expect(text.length).toBeLessThan(50_000);
            expect(links.length).toBeLessThan(500);
            expect(text).toContain(shown[count]);
        }
    });

    test("folds the sites that haven't changed first", () => {
        const [before, after] = [manySeeds(8), manySeeds(9)].map((sites) => planned(stackFiles(sites)));
        const marked = compareTopologies(before ?? null, after as ReturnType<typeof sample>);
        const whole = renderMermaid(marked);
        const less = renderMermaid(marked, whole.length - 1);
        expect(less).toContain("s_site8_tenant");
        expect(less).not.toContain("s_site3_tenant");
        expect(less).toContain('s_site3["~ site site3<br/>');
        const least = renderMermaid(marked, 2000);
        expect(least).toContain('s_site8["+ site site8<br/>');
        expect(least).toContain("8 sites more");
    });

    test("lets no name or text out of its label", async () => {
        const institution = `A "#quot; ]:::added <script>alert(1)</script> \`b\` %% --- end; & 한국대학교`;
        const hostile = edited("gist", "Gwangju Institute of Science and Technology", JSON.stringify(institution));
        const text = renderMermaid(alone(sample(hostile)));
        const { nodes, links } = await parseMermaid(text);
        const tame = await parseMermaid(renderMermaid(alone(sample())));
        expect([...nodes.keys()]).toEqual([...tame.nodes.keys()]);
        expect(links).toHaveLength(tame.links.length);
        expect(text).toContain("#60;script#62;alert(1)#60;/script#62; #96;b#96; #37;#37; --- end#59; #38; 한국대학교");
        expect(text).toContain("A #34;#35;quot#59; #93;:::added");
    });

    test("takes no site's name for a word of Mermaid", async () => {
        for (const name of ["end", "style", "class", "graph", "shared", "click"]) {
            const { nodes } = await parseMermaid(renderMermaid(alone(sample({ [name]: thirdSite }))));
            expect([...nodes.keys()]).toContain(`s_${name}_tenant`);
        }
    });
});
