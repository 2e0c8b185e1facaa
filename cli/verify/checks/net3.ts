import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { type GuestPair, guestPairs, pairCheck } from "../pairs.ts";
import { parsePing, pingScript } from "../ping.ts";
import { describeRoute, parseRoute, routeScript } from "../route.ts";
import { textOf } from "../shell.ts";

/** A guest reaches another at its address on the shared network. */
export const net3: CheckKind = {
    name: "net3",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) => guestPairs(plan).map((pair) => pairCheck(pair, pair.network, (hands) => pingShared(hands, pair))),
};

async function pingShared(hands: Hands, { from, to }: GuestPair): Promise<Outcome> {
    const { shell } = await hands.guest(from.site);
    const text = await textOf(shell, `${routeScript(to.shared)}\n${pingScript({ to: to.shared })}`);
    const pong = parsePing(text);
    const route = describeRoute(parseRoute(text));
    if (pong.answered) return { ok: true, ms: pong.ms ?? 0, reason: route };
    return { ok: false, reason: `${to.shared}: ${pong.reason}${route === "" ? "" : ` (${route})`}` };
}
