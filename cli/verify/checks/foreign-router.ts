import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { unproven } from "../isolation.ts";
import { changingPairCheck, type GuestPair, guestPairs } from "../pairs.ts";
import { findPing, parsePing, pingScript } from "../ping.ts";
import { textOf } from "../shell.ts";

/** Bytes of data in a ping to anybody on the shared network, and in one to the other site's guest. */
const sizes = { anybody: 44, guest: 45 } as const;

/** Devices that frames for a guest come and go by, whichever driver Neutron has. */
const guestDevice = /^(tap|qvo|qvb|qbr)/;

/**
 * A guest reaches the outside through its own site router only. First it asks everybody on the shared network for the
 * outside's address, then it sends to the other site's guest what is meant for the outside. That arrives at the other
 * K-Box, which hears it on the tunnel and on no device that leads out; no answer comes; and its own router does answer.
 * No route is changed: only on the shared network's device the outside gets a neighbour for a second.
 */
export const foreignRouter: CheckKind = {
    name: "net3 is no way out",
    about: "isolation",
    table: "What the guests may not send to the shared network",
    checks: (plan) =>
        guestPairs(plan).map((pair) =>
            changingPairCheck(pair, `${pair.network} is no way out`, (hands) => leave(hands, plan.tower, pair)),
        ),
};

async function leave(hands: Hands, { outside }: EnvironmentPlan["tower"], pair: GuestPair): Promise<Outcome> {
    const { from, to, device } = pair;
    const [{ shell }, ear] = await Promise.all([hands.guest(from.site), hands.ear(to.site)]);
    const text = await textOf(shell, detourScript(to.shared, outside));
    const [anybody = "", guest = "", own = ""] = text.split("=== ");
    if (parsePing(anybody).answered) return { ok: false, reason: `somebody on ${pair.network} takes it to ${outside}` };
    if (parsePing(guest).answered) return { ok: false, reason: `${to.name} takes it to ${outside}` };
    const ping = { kind: "echo", to: outside, size: sizes.guest } as const;
    const arrived = await ear.hears({ ...ping, device, from: from.shared });
    const out = ear.heard({ ...ping, from: from.shared }).filter((frame) => leadsOut(frame.device, device));
    if (out.length > 0) {
        return { ok: false, reason: `its packets to ${outside} leave ${to.site} by ${out[0]?.device}` };
    }
    if (!arrived) return unproven(`the K-Box of ${to.site} doesn't hear its packets to ${outside}`);
    if (!parsePing(own).answered) return unproven(`its own router doesn't take it to ${outside} either`);
    return { ok: true, ms: 0, reason: "" };
}

function leadsOut(device: string, tunnel: string): boolean {
    return device !== tunnel && !guestDevice.test(device);
}

/**
 * Script for a guest: pings the outside over the shared network, then by the guest there, then as it always does.
 * Busybox' `ip` only shows neighbours; its `arp` sets them.
 */
export function detourScript(guest: string, outside: string): string {
    return `${findPing}
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
device=$(ip route get ${guest} | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)
clean() { $as_root ip neigh del ${outside} dev "$device" || $as_root arp -i "$device" -d ${outside}; } 2>/dev/null
set_to() { $as_root ip neigh replace ${outside} lladdr "$1" dev "$device" || $as_root arp -i "$device" -s ${outside} "$1"; } 2>/dev/null
trap '' PIPE
trap clean EXIT
trap 'exit 1' HUP INT TERM
clean
$ping -c 1 -w 1 ${guest} >/dev/null 2>&1
$ping -c 2 -i 0.2 -w 1 -I "$device" -s ${sizes.anybody} ${outside} 2>&1
mac=$(ip neigh show ${guest} dev "$device" | sed -n 's/.*lladdr \\([0-9a-f:]*\\).*/\\1/p')
set_to "$mac"
echo "=== "
$ping -c 3 -i 0.2 -w 1 -I "$device" -s ${sizes.guest} ${outside} 2>&1
clean
echo "=== "
${pingScript({ to: outside })}`;
}
