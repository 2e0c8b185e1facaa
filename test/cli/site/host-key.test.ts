import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { fingerprint, scanHostKey } from "../../../cli/site/host-key.ts";

test("a fingerprint is the one that OpenSSH prints", async () => {
    const folder = mkdtempSync(join(tmpdir(), "k-one-key-"));
    try {
        const file = join(folder, "key");
        await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
        const { stdout } = await execa("ssh-keygen", ["-lf", `${file}.pub`]);
        expect(stdout.split(" ")[1]).toBe(fingerprint(readFileSync(`${file}.pub`, "utf8")));
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test("nothing is found where no SSH server listens", async () => expect(await scanHostKey("127.0.0.9")).toBeNull());
