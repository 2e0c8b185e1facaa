import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type CodeBlock, codeBlocks, pages, pageText, root } from "./code-blocks.ts";

/** README's blocks have no comments; what runs their commands, by their first lines. */
const elsewhere: Readonly<Record<string, string>> = {
    "npm start ": "test/e2e/lab.test.ts",
};

const isShell = ({ language }: CodeBlock) => ["sh", "bash", "shell", "console"].includes(language);
const blocksOf = (page: string) => codeBlocks(pageText(page));
const where = (page: string, { line }: CodeBlock) => `${page}:${line}`;

/** Why a block isn't run, or `null` when it is run here. */
function reason({ marker, text }: CodeBlock): string | null | undefined {
    const known = Object.keys(elsewhere).find((start) => text.startsWith(start));
    if (known !== undefined) return elsewhere[known];
    if (marker === "run") return null;
    return /^not run: (.+)$/.exec(marker ?? "")?.[1];
}

test("finds blocks, their languages and the comments before them", () => {
    const text = "<!-- run -->\n\n```sh\nls\n\npwd\n```\n\n<!-- run -->\nwords\n\n```text\nx\n```\n";
    expect(codeBlocks(text)).toEqual([
        { language: "sh", text: "ls\n\npwd", line: 3, marker: "run" },
        { language: "text", text: "x", line: 12, marker: null },
    ]);
});

describe.each(pages().map((page) => [page] as const))("%s", (page) => {
    test("says of each block of commands that it is run, or why not", () => {
        const silent = blocksOf(page).filter((block) => isShell(block) && reason(block) === undefined);
        expect(silent.map((block) => where(page, block))).toEqual([]);
    });

    test("names tests that are there as the ones that run its commands", () => {
        const named = blocksOf(page).flatMap((block) => reason(block)?.match(/test\/[\w./-]+\w/g) ?? []);
        expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    });

    test("has YAML that is YAML", () => {
        const texts = blocksOf(page).filter(({ language }) => language === "yaml");
        const broken = texts.filter(({ text }) => parseAllDocuments(text).some(({ errors }) => errors.length > 0));
        expect(broken.map((block) => where(page, block))).toEqual([]);
    });

    test("has links that lead somewhere", () => {
        const links = [...pageText(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
        const local = links.filter((link) => !/^[a-z]+:/.test(link));
        expect(local.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
    });

    const run = blocksOf(page).filter((block) => isShell(block) && reason(block) === null);
    test.skipIf(run.length === 0)(
        "has commands that work, one block after the other",
        { timeout: 900_000 },
        async () => {
            const project = await copyOfProject();
            try {
                for (const block of run) {
                    const { exitCode, all } = await execa("bash", ["-euo", "pipefail", "-c", block.text], {
                        cwd: project,
                        reject: false,
                        all: true,
                        env: { GIT_CONFIG_GLOBAL: "/dev/null", NO_COLOR: "1" },
                    });
                    expect(exitCode, `${where(page, block)}\n${all}`).toBe(0);
                }
            } finally {
                rmSync(project, { recursive: true, force: true });
            }
        },
    );
});

/** A clone as a newcomer has it, with dependencies installed. */
async function copyOfProject(): Promise<string> {
    // Else the first command would install them, and through the link into this project's own folder.
    const lock = createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
    expect(readFileSync(join(root, "node_modules/.k-one-installed"), "utf8"), "run `npm test` or `npm ci`").toBe(lock);
    const folder = mkdtempSync(join(tmpdir(), "k-one-docs-"));
    const git = (cwd: string, ...words: readonly string[]) => execa("git", words, { cwd });
    const { stdout } = await git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    for (const file of stdout.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
        cpSync(join(root, file), join(folder, file), { verbatimSymlinks: true });
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    await git(folder, "init", "--quiet");
    await git(folder, "add", "--all");
    await git(
        folder,
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "commit",
        "--quiet",
        "--message",
        "all",
    );
    return folder;
}
