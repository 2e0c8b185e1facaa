import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { type GuestPair, guestPairs, pairCheck } from "../pairs.ts";
import { parsePing, pingScript } from "../ping.ts";
import { describeRoute } from "../route.ts";
import { type Shell, textOf } from "../shell.ts";

/** A guest reaches another by both their tenant addresses, through the shared network. */
export const tenantOverNet3: CheckKind = {
    name: "tenant over net3",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan)
            .filter(({ route }) => route !== null)
            .map((pair) => pairCheck(pair, `tenant over ${pair.network}`, (hands) => pingTenant(hands, pair))),
};

async function pingTenant(hands: Hands, pair: GuestPair): Promise<Outcome> {
    const { shell } = await hands.guest(pair.from.site);
    const unlearned = await missingRoute(hands, pair);
    if (unlearned !== null) return { ok: false, reason: unlearned };
    const pong = parsePing(await textOf(shell, pingScript({ to: pair.to.tenant, from: pair.from.tenant })));
    const { routes } = await hands.leases(pair.from.site);
    if (pong.answered) {
        return { ok: true, ms: pong.ms ?? 0, reason: describeRoute(routes.get(pair.to.tenant) ?? null) };
    }
    return { ok: false, reason: `no path: ${await whereItEnds(shell, pair)}` };
}

/** The asker needs a route there, the other one a route back. A guest that can't be asked may still have it. */
async function missingRoute(hands: Hands, { from, to }: GuestPair): Promise<string | null> {
    const ways = [
        { site: from.site, who: from.name, to: to.tenant, nextHop: to.shared },
        { site: to.site, who: to.name, to: from.tenant, nextHop: from.shared },
    ];
    for (const way of ways) {
        const leases = await hands.leases(way.site).catch(() => null);
        const route = leases?.routes.get(way.to);
        if (leases === null || route === undefined || route?.via === way.nextHop) continue;
        const how = leases.renewed === "" ? "no DHCP client of it could be asked to renew" : "its leases were renewed";
        const instead = route === null ? "it has none" : `it uses ${describeRoute(route)}`;
        return `route not learned yet: ${way.who} has to reach ${way.to} via ${way.nextHop}, but ${instead} (${how})`;
    }
    return null;
}

/** Tells whose address pair is missing: without its own, a port drops what its guest sends from its tenant address. */
async function whereItEnds(shell: Shell, { network, from, to }: GuestPair): Promise<string> {
    const hint = `is its tenant address among the allowed address pairs of its ${network} port?`;
    const ask = async (target: string) => parsePing(await textOf(shell, pingScript({ to: target }))).answered;
    if (!(await ask(to.shared))) return `${to.name} doesn't answer at ${to.shared} either`;
    if (await ask(to.tenant)) {
        return `${to.name} answers at ${to.tenant}, but not when ${from.name} asks from ${from.tenant}; ${from.name}: ${hint}`;
    }
    return `${to.name} answers at ${to.shared}, but not at ${to.tenant}; ${to.name}: ${hint}`;
}
