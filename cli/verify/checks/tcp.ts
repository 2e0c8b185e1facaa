import { createHash, randomBytes } from "node:crypto";
import { explainSsh } from "../../../ssh/login.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { type GuestPair, guestPairs, pairCheck } from "../pairs.ts";
import type { ShellResult } from "../shell.ts";

const size = 1024 * 1024;
const seconds = 60;

/** Keeps what comes in, says its checksum and sends it back; the file is gone as soon as it is open. */
const echo = `mkdir -p /tmp && file=$(mktemp) && exec 3>"$file" 4<"$file" 5<"$file" && rm -f "$file" &&
cat >&3 && sha256sum <&4 | cut -d" " -f1 && cat <&5`;

/**
 * 1 MiB goes from a guest to another over TCP and comes back unchanged: wrong checksum offload kills TCP while ping
 * works. It goes over SSH's port, the only one that guests leave open to the shared network.
 */
export const tcp: CheckKind = {
    name: "tcp 1 MiB",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan).map((pair) =>
            pairCheck(pair, pair.network === "net3" ? "tcp 1 MiB" : `tcp 1 MiB over ${pair.network}`, (hands) =>
                transfer(hands, pair),
            ),
        ),
};

async function transfer(hands: Hands, { from, to }: GuestPair): Promise<Outcome> {
    const shell = await hands.through(from.site, to.site, to.shared);
    const sent = randomBytes(size);
    const start = performance.now();
    const result = await shell.run(echo, { input: sent, seconds });
    const ms = performance.now() - start;
    const wrong = whatWentWrong(sent, result);
    return wrong === null ? { ok: true, ms, reason: "" } : { ok: false, reason: `${to.shared} port 22: ${wrong}` };
}

function whatWentWrong(sent: Buffer, { code, output, errors }: ShellResult): string | null {
    if (code === null) return `1 MiB there and back took longer than ${seconds} s`;
    if (code !== 0) return explainSsh(errors);
    const line = output.indexOf("\n");
    const there = output.subarray(0, line).toString();
    if (there !== sha256(sent)) return "what arrived isn't what was sent (SHA-256 differs)";
    if (sha256(output.subarray(line + 1)) !== sha256(sent))
        return "what came back isn't what arrived (SHA-256 differs)";
    return null;
}

function sha256(bytes: Buffer): string {
    return createHash("sha256").update(bytes).digest("hex");
}
