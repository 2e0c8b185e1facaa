import { execa } from "execa";
import { expect, test } from "vitest";

const kOne = (...args: readonly string[]) => execa("node", ["cli/k-one.mjs", ...args], { reject: false });

test("k-one --help lists the commands and ends well", async () => {
    const { exitCode, stdout } = await kOne("--help");
    expect(exitCode).toBe(0);
    for (const command of ["start", "up", "destroy", "verify", "lab"]) expect(stdout).toContain(`  ${command} `);
});

test("k-one says which command it doesn't know, and where to look", async () => {
    const { exitCode, stderr } = await kOne("upp");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("unknown command 'upp'");
    expect(stderr).toContain("k-one --help");
});
