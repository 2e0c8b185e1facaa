const begin = "-----BEGIN SSH HOST KEY KEYS-----";
const end = "-----END SSH HOST KEY KEYS-----";

/**
 * Finds a guest's public host keys in its console log, in cloud-init's form. The last complete block counts:
 * a guest prints one at each boot.
 */
export function hostKeysOf(consoleLog: string): readonly string[] {
    const stop = consoleLog.lastIndexOf(end);
    const start = stop < 0 ? -1 : consoleLog.lastIndexOf(begin, stop);
    if (start < 0) return [];
    const block = consoleLog.slice(start + begin.length, stop);
    return [...block.matchAll(/(?:ssh-ed25519|ecdsa-sha2-nistp\d+|ssh-rsa) AAAA[A-Za-z0-9+/]+=*/g)].map(([key]) => key);
}
