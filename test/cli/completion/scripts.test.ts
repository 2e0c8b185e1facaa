import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { scripts } from "../../../cli/completion/scripts.ts";
import { projectFolder } from "../../../lab/names.ts";

const installed = (shell: string) => !execaSync(shell, ["-c", "exit 0"], { reject: false }).failed;

/** Presses Tab in bash at the end of a line: what it would fill in. */
async function tab(folder: string, ...words: readonly string[]): Promise<readonly string[]> {
    const script = `${scripts.bash}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _k_one; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { PATH: `${folder}:${process.env.PATH}` };
    return (await execa("bash", ["-c", script, "bash", "k-one", ...words], { env })).stdout.split("\n");
}

describe("the script for bash", () => {
    test("completes commands, options and values in a real shell", async () => {
        const folder = mkdtempSync(join(tmpdir(), "k-one-tab-"));
        try {
            const command = join(folder, "k-one");
            writeFileSync(command, `#!/bin/sh\nexec node ${projectFolder}/cli/k-one.mjs "$@"\n`);
            chmodSync(command, 0o755);
            expect(await tab(folder, "ref")).toEqual(["refresh"]);
            expect(await tab(folder, "preview", "lab", "--expect")).toEqual(["--expect-no-changes"]);
            expect(await tab(folder, "completion", "")).toEqual(["bash", "zsh", "fish"]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    test("is what bash takes for k-one", async () => {
        const { stdout } = await execa("bash", ["-c", `${scripts.bash}\ncomplete -p k-one`]);
        expect(stdout).toBe("complete -F _k_one k-one");
    });
});

describe.each(["bash", "zsh", "fish"] as const)("the script for %s", (shell) => {
    test.skipIf(!installed(shell))("has no mistake that the shell finds by reading", async () => {
        const { exitCode, stderr } = await execa(shell, ["-n"], { input: scripts[shell], reject: false });
        expect(exitCode, stderr).toBe(0);
    });

    test("asks with all words up to the cursor, and hides errors from the line", () => {
        expect(scripts[shell]).toMatch(/__complete -- .*2>\/dev\/null/);
    });
});
