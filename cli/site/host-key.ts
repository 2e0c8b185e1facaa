import { createHash } from "node:crypto";
import { execa } from "execa";
import { refuseMissing } from "../verify/shell.ts";

/** Host key that a machine shows on its SSH port now, or `null`. Nobody has vouched for it: it must be compared. */
export async function scanHostKey(address: string): Promise<string | null> {
    const { stdout, code } = await execa("ssh-keyscan", ["-T", "5", "-t", "ed25519", address], { reject: false });
    refuseMissing("ssh-keyscan", code);
    return /ssh-ed25519 AAAA\S+/.exec(stdout ?? "")?.[0] ?? null;
}

/** A host key's fingerprint as `ssh-keygen -l` prints it: `SHA256:…`. */
export function fingerprint(hostKey: string): string {
    const bytes = Buffer.from(hostKey.split(" ")[1] ?? "", "base64");
    return `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
}
