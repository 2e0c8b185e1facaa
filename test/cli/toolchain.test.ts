import { expect, test } from "vitest";
import { toolchainStatus } from "../../toolchain/toolchain.ts";
import { kOne } from "../e2e/k-one.ts";

test("k-one toolchain shows each part, and exits with 1 as long as one is missing", async () => {
    const { lines, toolchain } = await toolchainStatus();
    const { stdout, exitCode } = await kOne(["toolchain"]);
    expect(stdout.split("\n")).toEqual(lines);
    expect(exitCode).toBe(toolchain === null ? 1 : 0);
    const { stdout: json } = await kOne(["toolchain", "--json"]);
    expect(JSON.parse(json)).toEqual({ complete: toolchain !== null, lines });
});
