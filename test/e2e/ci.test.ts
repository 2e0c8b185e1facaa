import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import MarkdownIt from "markdown-it";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../lab/names.ts";
import { policies } from "../../policy/index.ts";
import { buildEnv, projectPlace } from "../../toolchain/place.ts";
import { stepOf, textOf } from "../ci/pipelines.ts";
import { type ForgeServer, startForge, token } from "../cli/report/forge-server.ts";
import { type BaseCommit, commitBase } from "./base-commit.ts";

const scratch = mkdtempSync(join(tmpdir(), "k-one-ci-"));
const gist = "stacks/Pulumi.kone-gist.yaml";
let forge: ForgeServer;
let base: BaseCommit;

beforeAll(async () => {
    forge = await startForge();
    base = await commitBase({ [gist]: textOf(gist).replace("- 198.51.100.0/24", "- 192.0.2.0/24") });
    // What `npx k-one` finds in a checkout.
    mkdirSync(join(scratch, "node_modules/.bin"), { recursive: true });
    symlinkSync(join(projectFolder, "cli/k-one.mjs"), join(scratch, "node_modules/.bin/k-one"));
    writeFileSync(join(scratch, "package.json"), "{}");
});

afterAll(() => {
    base.remove();
    forge.close();
    rmSync(scratch, { recursive: true });
});

describe("linters of the workflows", () => {
    test("actionlint finds nothing", async () => {
        const place = projectPlace();
        const actionlint = join(place.home, "actionlint");
        const build = ["build", "-o", actionlint, "github.com/rhysd/actionlint/cmd/actionlint"];
        await execa("go", build, {
            cwd: join(projectFolder, "test/ci"),
            env: { ...buildEnv(place) },
            extendEnv: false,
        });
        const { exitCode, all } = await execa(actionlint, ["-no-color"], {
            cwd: projectFolder,
            all: true,
            reject: false,
        });
        expect(exitCode, all).toBe(0);
    });

    test("zizmor finds nothing, where Python's pip can install it", async ({ skip }) => {
        const home = join(projectPlace().home, "zizmor");
        const requirements = join(projectFolder, "test/ci/requirements.txt");
        const pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--only-binary=:all:",
            "--target",
            home,
            "-r",
            requirements,
        ];
        const binary = join(home, "bin/zizmor");
        if (!existsSync(binary)) await execa("python3", pip, { reject: false });
        if (!existsSync(binary)) skip("pip can't install it here");
        const { exitCode, all } = await execa(binary, ["--offline", "--no-progress", "--min-severity=low", ".github"], {
            cwd: projectFolder,
            all: true,
            reject: false,
        });
        expect(exitCode, all).toBe(0);
    });
});

/** Runs a step of preview.yml as GitHub runs it for a fork: with no secret. */
function run(name: string) {
    const step = stepOf("preview", "preview", name);
    const secrets = Object.fromEntries(Object.keys(step.env ?? {}).map((key) => [key, ""]));
    const job = { ENVIRONMENT: "kone", BASE: base.commit, RUN_URL: "https://ci.example/1", GITHUB_TOKEN: token };
    const gitHub = { GITHUB_REPOSITORY: "o/r", GITHUB_REF: "refs/pull/7/merge", GITHUB_API_URL: forge.url };
    return execa("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run ?? ""], {
        cwd: scratch,
        reject: false,
        env: { ...secrets, ...base.env, ...job, ...gitHub, GITHUB_STEP_SUMMARY: join(scratch, "summary.md") },
    });
}

describe("preview.yml", () => {
    test("validates, previews the one stack that a change touches, without a secret, and comments on it", async () => {
        for (const name of ["Validate", "Preview", "Show it with the run, too", "Comment"]) {
            const { exitCode, stderr } = await run(name);
            expect(exitCode, `${name}: ${stderr}`).toBe(0);
        }
        const [comment] = forge.comments;
        const text = readFileSync(join(scratch, "preview.md"), "utf8");
        expect(comment?.body).toBe(text);
        expect(readFileSync(join(scratch, "summary.md"), "utf8")).toBe(text);
        expect(text).toContain("**1 of 6 stacks would change.**");
        expect(text).toMatch(/\| <code>gist<\/code> \| changes \| \d\d \| 0 \| 0 \| 0 \| ✅ /);
        expect(text).toContain(`✅ ${policies.length} passed`);
        expect(text).toContain("(<code>its own file changes</code>)");
        const html = new MarkdownIt({ html: true }).render(text);
        expect(html.match(/<td/g)).toHaveLength(8);
        expect(html.match(/<details/g)).toHaveLength(html.match(/<\/details>/g)?.length ?? 0);
        const whole = readFileSync(join(scratch, "preview-whole.md"), "utf8");
        expect(whole).toContain("create gist-guest-ssh-198.51.100.0-24");
        for (const each of [text, whole]) expect(each).not.toContain("PRIVATE KEY");
    });
});
