import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawEnvironment, markedTopology } from "../../cli/topology.ts";
import { sample } from "../plan/sample.ts";

const scratch = mkdtempSync(join(tmpdir(), "k-one-topology-"));
const stacks = join(scratch, "stacks");
afterAll(() => rmSync(scratch, { recursive: true }));

const git = (...words: readonly string[]) =>
    execa("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...words], { cwd: scratch });
const write = (owner: string, text: string) => writeFileSync(join(stacks, `Pulumi.lab-${owner}.yaml`), text);
const commit = async (tag: string) => {
    await git("add", "--all");
    await git("commit", "--quiet", "--allow-empty", "--message", tag);
    await git("tag", tag);
};

beforeAll(async () => {
    mkdirSync(stacks);
    await git("init", "--quiet");
    await commit("empty");
    for (const [owner, text] of Object.entries(sample)) write(owner, text);
    await commit("two");
    write("gist", sample.gist.replace("RegionOne", "RegionTwo"));
    await commit("broken");
    write("gist", sample.gist.replace("10.1.0.0/24", "10.1.0.0/25"));
});

describe("an environment's picture", () => {
    test("shows what has changed since a ref", async () => {
        const picture = await drawEnvironment(stacks, "lab", "mermaid", "two");
        expect(picture).toContain("~ range 10.1.0.0/24 → 10.1.0.0/25");
        expect(await drawEnvironment(stacks, "lab", "mermaid", null)).not.toContain("10.1.0.0/24 →");
    });

    test("shows all as new when the ref had no such environment", async () => {
        const { changes } = await markedTopology(stacks, "lab", "empty");
        expect(new Set(changes.map(({ mark }) => mark))).toEqual(new Set(["added"]));
    });

    test("says why a ref's files can't be compared with", async () => {
        await expect(drawEnvironment(stacks, "lab", "mermaid", "broken")).rejects.toThrow(
            /^--base: the stack files of lab at broken don't make a plan, [\s\S]*\nsites\.(gist|korea)\.region: RegionTwo is taken/,
        );
    });
});

test("the picture of a change that is kept as an example: a site more, a smaller range, SSH from one more, a guest less", {
    timeout: 120_000,
}, async () => {
    const owners = ["gist", "kaist", "korea", "postech", "soongsil", "tower"];
    const text = (owner: string) => readFileSync(`stacks/Pulumi.kone-${owner}.yaml`, "utf8");
    const put = (owner: string, content: string) => writeFileSync(join(stacks, `Pulumi.kone-${owner}.yaml`), content);
    for (const owner of owners.filter((name) => name !== "postech")) put(owner, text(owner));
    await commit("kone");
    put("postech", text("postech"));
    put("gist", text("gist").replace("cidr: 10.1.0.0/24", "cidr: 10.1.0.0/25"));
    put("korea", text("korea").replace("- 198.51.100.0/24", "- 198.51.100.0/24\n        - 192.0.2.0/24"));
    put("soongsil", text("soongsil").replace(/ {4}guest:[\s\S]*/, ""));
    const picture = await drawEnvironment(stacks, "kone", "svg", "kone");
    await expect(`${picture}\n`).toMatchFileSnapshot("../../docs/pictures/kone-change.svg");
});

describe("k-one topology", { timeout: 120_000 }, () => {
    const kOne = (...words: readonly string[]) =>
        execa(process.execPath, ["cli/k-one.mjs", "topology", "kone", ...words], { reject: false });

    test("prints a picture, or writes it to a file", async () => {
        const file = join(scratch, "kone.mmd");
        const [printed, written] = await Promise.all([kOne(), kOne("--output", file)]);
        expect(printed.stdout).toContain("flowchart LR");
        expect(written.stdout).toBe("");
        expect(readFileSync(file, "utf8")).toBe(`${printed.stdout}\n`);
    });

    test("prints the picture that is kept as an example", async () => {
        const { stdout } = await kOne("--format", "svg");
        await expect(`${stdout}\n`).toMatchFileSnapshot("../../docs/pictures/kone.svg");
    });

    test("prints what is drawn as JSON", async () => {
        const { stdout } = await kOne("--json");
        expect(JSON.parse(stdout)).toMatchObject({ environment: "kone", compared: false, changes: [] });
    });

    test("says what is wrong with its options", async () => {
        const [format, output, base] = await Promise.all([
            kOne("--format", "png"),
            kOne("--output", join(scratch, "nowhere", "x.svg")),
            kOne("--base", "no-such-ref"),
        ]);
        expect(format.stderr).toContain("Allowed choices are mermaid, svg");
        expect(output.stderr).toMatch(/^--output: .*x\.svg can't be written: ENOENT.* Name a file in a folder/);
        expect(base.stderr).toMatch(/^--base: git knows no "no-such-ref"\./);
        expect([format, output, base].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
    });
});
