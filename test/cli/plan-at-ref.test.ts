import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planAtRef } from "../../cli/plan-at-ref.ts";
import { sample } from "../plan/sample.ts";

const scratch = mkdtempSync(join(tmpdir(), "k-one-ref-"));
const stacks = join(scratch, "repository", "stacks");
afterAll(() => rmSync(scratch, { recursive: true }));

const git = (...words: readonly string[]) =>
    execa("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...words], {
        cwd: join(scratch, "repository"),
        env: { GIT_COMMITTER_DATE: "2026-11-20T12:00:00Z", GIT_AUTHOR_DATE: "2026-11-20T12:00:00Z" },
    });

const write = (owner: string, text: string) => writeFileSync(join(stacks, `Pulumi.lab-${owner}.yaml`), text);

async function commit(message: string): Promise<void> {
    await git("add", "--all");
    await git("commit", "--quiet", "--message", message);
    await git("tag", message);
}

beforeAll(async () => {
    mkdirSync(stacks, { recursive: true });
    await git("init", "--quiet");
    writeFileSync(join(stacks, "index.ts"), "");
    await commit("empty");
    write("tower", sample.tower.replace("2099-01-01", "2026-11-21"));
    write("gist", sample.gist);
    await commit("one");
    write("korea", sample.korea.replace("router:", "ruoter:"));
    await commit("broken");
    write("korea", sample.korea);
});

describe("planAtRef", () => {
    test("plans what the files said then, whatever the work tree says now", async () => {
        const before = readdirSync(stacks);
        const { ref, commit: hash, plan, findings, texts } = await planAtRef(stacks, "lab", "one");
        expect(plan?.sites.map(({ site }) => site)).toEqual(["gist"]);
        expect({ ref, hash }).toEqual({ ref: "one", hash: (await git("rev-parse", "one")).stdout });
        expect([...texts.keys()]).toEqual(["Pulumi.lab-gist.yaml", "Pulumi.lab-tower.yaml"]);
        expect(texts.get("Pulumi.lab-gist.yaml")).toBe(sample.gist);
        expect(findings.map(({ severity }) => severity)).toEqual(["warning"]);
        expect(readdirSync(stacks)).toEqual(before);
        expect(readFileSync(join(stacks, "Pulumi.lab-korea.yaml"), "utf8")).toBe(sample.korea);
    });

    test("says what was wrong with the files then", async () => {
        const { plan, findings } = await planAtRef(stacks, "lab", "broken");
        expect(plan).toBeNull();
        expect(findings.map(({ path }) => path)).toContain("sites.korea.ruoter");
    });

    test("finds nothing of an environment that wasn't there", async () => {
        for (const [environment, ref] of [
            ["lab", "empty"],
            ["kone", "one"],
        ] as const) {
            expect(await planAtRef(stacks, environment, ref)).toMatchObject({ files: [], plan: null, findings: [] });
        }
    });

    test("names a ref that git doesn't know, and takes none for an option", async () => {
        for (const ref of ["nowhere", "--all", "", "HEAD:stacks", "one..broken"]) {
            await expect(planAtRef(stacks, "lab", ref)).rejects.toThrow(
                `--base: git knows no ${JSON.stringify(ref)}. Name a branch, a tag or a commit that is here`,
            );
        }
    });

    test("says that a folder is in no repository", async () => {
        const outside = join(scratch, "outside");
        mkdirSync(outside);
        await expect(planAtRef(outside, "lab", "HEAD")).rejects.toThrow(
            `--base: ${outside} is in no git repository that git reads, so there is nothing at "HEAD" to compare with.`,
        );
    });
});
