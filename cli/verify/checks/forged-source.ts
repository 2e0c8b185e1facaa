import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { unproven } from "../isolation.ts";
import { changingPairCheck, type GuestPair, guestPairs } from "../pairs.ts";
import { findPing } from "../ping.ts";
import { strangeAddress } from "../strange-address.ts";

/** Bytes of data in the pings before, during and after the forgery, by which the other K-Box tells them apart. */
const sizes = { before: 40, forged: 41, after: 42 } as const;

/**
 * What a guest sends to the shared network from an address that isn't its own leaves it, and gets no further. The other
 * K-Box listens where the tunnel ends: it hears the guest's honest pings before and after, and none of those between them.
 * The guest has the address for a second, and gives it up however the script ends; what an earlier run left goes first.
 */
export const forgedSource: CheckKind = {
    name: "net3 forged source is dropped",
    about: "isolation",
    table: "What the guests may not send to the shared network",
    checks: (plan) =>
        guestPairs(plan).map((pair) =>
            changingPairCheck(pair, `${pair.network} forged source is dropped`, (hands) => forge(hands, plan, pair)),
        ),
};

async function forge(hands: Hands, plan: EnvironmentPlan, { network, device, from, to }: GuestPair): Promise<Outcome> {
    const ears = [hands.ear(from.site), hands.ear(to.site)] as const;
    const [{ shell }, near, far] = await Promise.all([hands.guest(from.site), ...ears]);
    const address = strangeAddress(plan, network);
    await shell.run(forgeryScript(to.shared, address));
    const ping = { kind: "echo", from: from.shared, to: to.shared } as const;
    const after = await far.hears({ ...ping, device, size: sizes.after });
    if (far.heard({ ...ping, from: address, size: sizes.forged }).length > 0) {
        return { ok: false, reason: `the K-Box of ${to.site} hears it as ${address}, an address that isn't its own` };
    }
    if (!after || far.heard({ ...ping, device, size: sizes.before }).length === 0) {
        return unproven(`the K-Box of ${to.site} doesn't hear it as ${from.shared} either`);
    }
    if (near.heard({ ...ping, from: address, size: sizes.forged }).length === 0) {
        return unproven(`the K-Box of ${from.site} hears nothing leave it as ${address}`);
    }
    return { ok: true, ms: 0, reason: `${address} left the guest, and didn't come` };
}

/** Script for a guest: honest pings, pings from the other address, honest pings. */
export function forgeryScript(to: string, address: string): string {
    return `${findPing}
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
device=$(ip route get ${to} | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)
clean() { $as_root ip address del ${address}/32 dev "$device" 2>/dev/null; }
trap '' PIPE
trap clean EXIT
trap 'exit 1' HUP INT TERM
clean
honest() { $ping -c 2 -i 0.2 -w 3 -s "$1" ${to} >/dev/null 2>&1; }
honest ${sizes.before}
$as_root ip address add ${address}/32 dev "$device"
$ping -c 3 -i 0.2 -w 1 -I ${address} -s ${sizes.forged} ${to} >/dev/null 2>&1
clean
honest ${sizes.after}`;
}
