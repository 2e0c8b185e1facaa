import { describe, expect, test } from "vitest";
import { formatFinding } from "../../plan/finding.ts";
import { parseYaml } from "../../plan/yaml.ts";

const mistakesIn = (text: string) => parseYaml("stacks/x.yaml", text).mistakes.map(formatFinding);

describe("YAML", () => {
    test("keeps days and addresses as text, and knows anchors and merges", () => {
        const text = "base: &base { until: 2099-01-01 }\nnext: { <<: *base, mac: 10:20:30:40:50:60 }\n";
        expect(parseYaml("x", text).content).toEqual({
            base: { until: "2099-01-01" },
            next: { until: "2099-01-01", mac: "10:20:30:40:50:60" },
        });
    });

    test("that is broken in two places has two findings, each with line and column", () => {
        expect(mistakesIn("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")).toEqual([
            "stacks/x.yaml:2:1: broken YAML: this key stands twice in its object. Keep one of them.",
            "stacks/x.yaml:5:3: broken YAML: this key stands twice in its object. Keep one of them.",
        ]);
    });

    test("with one slip in indentation isn't found fault with line by line", () => {
        expect(mistakesIn("config:\n    a: 1\n   b: 2\n   c: 3\n   d: 4\n")).toHaveLength(1);
    });

    test("may not name an anchor that isn't there", () => {
        expect(mistakesIn("a: *nowhere\n")).toEqual([expect.stringContaining("broken YAML: ")]);
    });

    test("may be empty", () => {
        expect(parseYaml("x", "")).toEqual({ content: null, mistakes: [] });
    });
});
