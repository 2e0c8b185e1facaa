import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { commentMark, mostCharacters, renderComment, renderWhole } from "../../../cli/preview/comment.ts";
import type { Finding } from "../../../plan/environment.ts";
import { previewed, review, step } from "./stacks.ts";

const markdown = new MarkdownIt({ html: true });
const violation = { policy: "open-ingress", resource: "r", message: "it opens SSH to 0.0.0.0/0." };
const refused = { state: "failed" as const, passed: [], violations: [violation], warnings: [] };
const mistake: Finding = { severity: "error", path: "sites.gist.tenant.cidr", message: "10.1.0.0/24 overlaps." };

const gist = previewed("gist", { steps: [step("gist-tenant-subnet")] });
const many = (count: number) => Array.from({ length: count }, (_, at) => step(`gist-${String(at).padStart(5, "0")}`));
const countOf = (text: string, form: RegExp) => text.match(form)?.length ?? 0;

/** Every fold is closed, and no block of code is left open. */
function isWhole(text: string): boolean {
    const fences = markdown.parse(text, {}).filter(({ type }) => type === "fence");
    const balanced = countOf(text, /^<details/gm) === countOf(text, /^<\/details>$/gm);
    return balanced && fences.every(({ markup, content }) => !content.includes(`\n${markup}\n`));
}

describe("renderComment", () => {
    test("has the mark that it is found again by, a table first, and the details folded", () => {
        const text = renderComment(review({ stacks: [previewed(null), gist] }), null);
        expect(text.startsWith(commentMark("kone"))).toBe(true);
        expect(text).toContain("✅ **1 of 2 stacks would change.**");
        expect(text.indexOf("| site | preview | create |")).toBeLessThan(text.indexOf("<details>"));
        const html = markdown.render(text);
        expect(countOf(html, /<tr>/g)).toBe(3);
        expect(html).toContain("-     cidr: &quot;10.1.0.0/24&quot;\n+     cidr: &quot;10.1.4.0/24&quot;");
        expect(isWhole(text)).toBe(true);
    });

    test("names what isn't touched, what is and why, and a stack whose file is gone", () => {
        const touched = {
            touched: [{ stack: "kone-gist", why: "its own file changes" }],
            untouched: ["kone-tower"],
            gone: ["kone-kaist"],
        };
        const text = renderComment(review({ base: "origin/main", touched, stacks: [gist] }), null);
        expect(text).toContain("1 of 2 stacks would change");
        expect(text).toContain("Not touched: <code>kone-tower</code>.");
        expect(text).toContain("(<code>its own file changes</code>)");
        expect(text).toContain("⚠️ <code>kone-kaist</code> has no file any more.");
        expect(renderComment(review({ touched: { ...touched, touched: [] } }), null)).toContain(
            "✅ **No stack is touched.**",
        );
    });

    test("has the findings, open, when the proof fails", () => {
        const text = renderComment(review({ findings: [mistake] }), null);
        expect(text).toContain("❌ **The proof fails: 1 mistake.** Nothing was previewed.");
        expect(text).toContain("<details open>\n<summary>Planner: 1 mistake</summary>");
        expect(text).toContain("error: sites.gist.tenant.cidr: 10.1.0.0/24 overlaps.");
    });

    test("says why there is no preview", () =>
        expect(renderComment(review({ failure: "no Go here" }), null)).toMatch(
            /no preview:\*\*\n\n```text\nno Go here\n```/,
        ));

    test("says of a stack whose preview failed why, beside the others", () => {
        const failed = previewed("korea", { status: "failed", cause: "the passphrase is missing" });
        const text = renderComment(review({ stacks: [gist, failed] }), null);
        expect(text).toContain("❌ **1 of 2 stacks can't be brought up like this.**");
        expect(text).toContain("```text\nthe passphrase is missing\n```");
        expect(text).not.toContain("Plan <code>");
    });

    test("has what a policy refuses, open and in the order of the words", () => {
        const more = { ...refused, violations: [violation, { ...violation, policy: "address-pairs" }] };
        const text = renderComment(review({ stacks: [previewed("gist", { status: "failed", policy: more })] }), null);
        expect(text).toContain("| <code>gist</code> | ❌ refused |");
        expect(text).toContain("<summary>Policies at <code>gist</code>: 2 refused</summary>");
        expect(text.indexOf("refused by address-pairs")).toBeLessThan(text.indexOf("refused by open-ingress"));
    });

    test("is the same for the same review", () => {
        const same = review({ stacks: [gist], topology: "flowchart TB" });
        expect(renderComment(same, "u")).toBe(renderComment(structuredClone(same), "u"));
    });

    test("shows no secret, whoever says it", () => {
        const planted = "OS_PASSWORD=hunter2-planted";
        const findings: readonly Finding[] = [{ severity: "warning", path: "sites.gist", message: planted }];
        const warnings = [{ policy: "p", resource: "r", message: planted }];
        const failed = previewed("gist", {
            status: "failed",
            cause: planted,
            policy: { ...refused, state: "not run", violations: [], warnings },
        });
        const all = review({ findings, stacks: [failed], failure: planted });
        for (const text of [renderComment(all, null), renderWhole(all)]) expect(text).not.toContain("hunter2");
        expect(countOf(renderComment(all, null), /\[secret\]/g)).toBe(4);
    });

    test("hostile names make no markup, no mention and no cell", () => {
        const name = "x|y `z` <script>alert(1)</script> @all [a](b)";
        const stack = previewed(name, { steps: [step(`${name}\n\`\`\`\n</details>`)] });
        const text = renderComment(review({ environment: "kone", base: name, stacks: [stack] }), name);
        const html = markdown.render(text);
        expect(html).not.toMatch(/<script|<a /);
        expect(countOf(html, /<td/g)).toBe(8);
        expect(text.replace(/^(`{3,})[\s\S]*?^\1$/gm, "")).not.toContain("@all");
        expect(isWhole(text)).toBe(true);
    });

    test.each([300, 1500, 20_000])(
        "fits with %i changes, tells how many there are, and points to the whole",
        (count) => {
            const stacks = [previewed("gist", { steps: many(count) }), previewed("korea", { steps: many(5) })];
            const text = renderComment(review({ stacks, topology: "flowchart TB" }), "https://ci.example/1");
            expect(text.length).toBeLessThanOrEqual(mostCharacters);
            expect(text).toContain(`| <code>gist</code> | changes | 0 | ${count} |`);
            expect(text.includes("The whole of it: <code>https&#58;//ci.example/1</code>.")).toBe(count > 300);
            expect(isWhole(text)).toBe(true);
            expect(renderWhole(review({ stacks }))).toContain(`gist-${String(count - 1).padStart(5, "0")}`);
        },
    );

    test("tells the first of too many findings", () => {
        const findings = Array.from({ length: 900 }, (_, at) => ({ ...mistake, path: `${"long".repeat(25)}.${at}` }));
        const text = renderComment(review({ findings, topology: "flowchart TB" }), null);
        expect(text.length).toBeLessThanOrEqual(mostCharacters);
        expect(text).toContain("❌ **The proof fails: 900 mistakes.**");
        expect(text).toContain("Shortened to fit here.");
        expect(text).toContain("flowchart TB");
        expect(text).toMatch(/… and \d+ more\n```/);
        expect(isWhole(text)).toBe(true);
    });

    test("leaves whole parts out when even numbers are too much", () => {
        const stacks = Array.from({ length: 900 }, (_, at) => previewed(`site${at}`, { steps: many(1) }));
        const text = renderComment(review({ stacks, topology: "flowchart TB" }), null, 9_000);
        expect(text.length).toBeLessThanOrEqual(9_000);
        expect(text).toContain("✅ **900 of 900 stacks would change.**");
        expect(text).not.toContain("| site |");
        expect(text).toContain("flowchart TB");
        expect(text).toContain("Shortened to fit here.");
    });
});
