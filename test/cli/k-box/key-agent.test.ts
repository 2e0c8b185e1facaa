import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { holdKey } from "../../../cli/k-box/key-agent.ts";

test("holds a key that ssh can use, and is gone afterwards", async () => {
    const folder = await mkdtemp(join(tmpdir(), "k1t-"));
    await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", join(folder, "key")]);
    const agent = await holdKey((await readFile(join(folder, "key"), "utf8")).trim());
    const { stdout } = await execa("ssh-add", ["-L"], { env: { SSH_AUTH_SOCK: agent.socket } });
    expect(stdout).toBe((await readFile(join(folder, "key.pub"), "utf8")).trim());
    await agent.close();
    expect(existsSync(agent.socket)).toBe(false);
    await rm(folder, { recursive: true });
});

test("says of what is no key that it is none, without showing it", async () => {
    const error = await holdKey("hunter2").catch((caught: Error) => caught);
    expect(error).toMatchObject({ message: expect.stringContaining("k-one:kBoxKey isn't a private SSH key") });
    expect(String(error)).not.toContain("hunter2");
});
