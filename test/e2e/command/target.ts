import { readFileSync } from "node:fs";
import { hostKey, loginKey, publicKey } from "../../../lab/keys.ts";
import { describeLab } from "../../../lab/names.ts";
import { enterLab } from "../../../lab/namespace.ts";
import { Box } from "../vtep/box.ts";

/** A machine with a real sshd, and how a test gets at it. */
export interface SshTarget {
    readonly host: string;
    readonly user: string;
    /** Public host key. */
    readonly hostKey: string;
    /** Private key that is let in. */
    readonly privateKey: string;
    /** Words before a command that is to reach it. */
    readonly enter: readonly string[];
    /** Runs a script on it as root, another way than the provider does. */
    readonly run: (script: string) => Promise<string>;
}

/** The K-Box of a site in a lab. */
export function kBoxTarget(environment: string, site: string): SshTarget {
    const lab = describeLab(environment);
    const box = new Box(environment, site);
    return {
        host: box.address,
        user: "root",
        hostKey: publicKey(hostKey(lab, site)),
        privateKey: readFileSync(loginKey(lab, site), "utf8"),
        enter: enterLab(environment),
        run: (script) => box.run(script),
    };
}
