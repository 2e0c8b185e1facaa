/** Kinds of host key that the SSH client accepts. */
const kinds = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"] as const;

const howTo = "Copy the first two words of /etc/ssh/ssh_host_ed25519_key.pub on the K-Box: ssh-ed25519 AAAA….";

/** What is wrong with a public host key, or `null`. A private key is never repeated in the message. */
export function mistakeInHostKey(given: string): string | null {
    if (given.includes("PRIVATE KEY")) return `this is a private key, which belongs in no file of a stack. ${howTo}`;
    const [kind = "", encoded = ""] = given.split(" ");
    if (!kinds.some((known) => known === kind)) {
        return `"${kind}" is no kind of host key. Allowed: ${kinds.join(", ")}. ${howTo}`;
    }
    return kindInside(encoded) === kind ? null : `the key after "${kind}" is cut off or of another kind. ${howTo}`;
}

/** A host key without its comment. */
export function withoutComment(hostKey: string): string {
    return hostKey.split(" ").slice(0, 2).join(" ");
}

/** Kind that a key's own bytes name (RFC 4253, 6.6); `null` when they are too few for a key. */
function kindInside(encoded: string): string | null {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
    const bytes = Buffer.from(encoded, "base64");
    const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : bytes.length;
    return bytes.length >= 4 + length + 4 + 32 ? bytes.toString("latin1", 4, 4 + length) : null;
}
