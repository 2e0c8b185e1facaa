import { execa } from "execa";
import { expect, test } from "vitest";

test.runIf(process.getuid?.() === 0)(
    "k-one start says in a sentence that it needs root, before anything is made",
    async () => {
        const { exitCode, stdout, stderr } = await execa("node", ["cli/k-one.mjs", "start"], {
            uid: 65534,
            gid: 65534,
            env: { HOME: "/nonexistent" },
            reject: false,
        });
        expect(exitCode, stdout + stderr).toBe(1);
        expect(stderr).toMatch(/needs root/);
        expect(stdout).not.toMatch(/Pulumi with its plugins.*…/);
    },
);

test.runIf(process.getuid?.() === 0)("k-one start says what drivers there are, before anything is made", async () => {
    const { exitCode, stdout, stderr } = await execa("node", ["cli/k-one.mjs", "start", "--driver", "token-ring"], {
        reject: false,
    });
    expect(exitCode, stdout + stderr).toBe(1);
    expect(stderr).toContain("--driver token-ring: unknown. Allowed: mesh, tricircle.");
});
