import { describe, expect, test } from "vitest";
import { compareTopologies } from "../../../../cli/topology/changes.ts";
import { boxOf, classesOf, drawBox, wholeText } from "../../../../cli/topology/svg/box.ts";
import { topologyOf } from "../../../../cli/topology/topology.ts";
import { samplePlan } from "../../../components/sample-plan.ts";
import { edited } from "../../../plan/sample.ts";

const parts = (changes: Readonly<Record<string, string>> = {}) =>
    compareTopologies(topologyOf(samplePlan()), topologyOf(samplePlan(changes))).sites.flatMap(({ parts }) => parts);
const partOf = (id: string, changes: Readonly<Record<string, string>> = {}) => {
    const found = parts(changes).find((part) => part.id === id);
    if (found === undefined) throw new Error(`there is no ${id}`);
    return found;
};

describe("a box", () => {
    test("grows with its lines and their length", () => {
        const [router, external] = [boxOf(partOf("gist/router")), boxOf(partOf("gist/external"))];
        expect(external.height).toBeGreaterThan(router.height);
        expect(external.width).toBeGreaterThan(router.width);
    });

    test("is drawn with its lines, each escaped", () => {
        const hostile = { ...partOf("gist/tenant"), title: "<b>&" };
        const text = drawBox(boxOf(hostile), { x: 5, y: 6 }).join("\n");
        expect(text).toContain('<rect x="5" y="6"');
        expect(text).toContain("tenant network &lt;b&gt;&amp;</text>");
        expect(text).toContain("range 10.1.0.0/24</text>");
    });

    test("names what it is and what has become of it", () => {
        const changed = partOf("gist/tenant", edited("gist", "10.1.0.0/24", "10.1.0.0/25"));
        expect(classesOf(changed)).toBe("tenant-network changed");
        expect(wholeText(changed)).toBe("~ tenant network net1\nrange: 10.1.0.0/24 → 10.1.0.0/25");
        expect(drawBox(boxOf(changed), { x: 0, y: 0 }).join()).toContain('class="fact now-changed"');
    });
});
