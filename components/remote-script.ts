import { readFileSync } from "node:fs";
import type { SshTarget } from "../plan/environment-plan.ts";

/** Beginning of a command line for a machine: a POSIX shell with root's rights that reads its script from standard input. */
export function rootShell({ user }: Pick<SshTarget, "user">): string {
    return user === "root" ? "sh -s --" : "sudo -n sh -s --";
}

/** Text of a file beside the components, such as `vtep/install.sh`. */
export function source(file: string): string {
    return readFileSync(new URL(file, import.meta.url), "utf8");
}

/** Part of a script that writes a file into the folder `$work`; its text ends with a line break. */
export function placed(file: string, text: string): string {
    return `cat >"$work/${file}" <<'--- end of ${file} ---'\n${text}--- end of ${file} ---`;
}

/** A text as one word of a POSIX shell. */
export function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
