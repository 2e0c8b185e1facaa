import type { SitePlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { parsePing, pingScript } from "../ping.ts";
import { textOf } from "../shell.ts";

/** A guest answers at its floating IP from here: a ping, and a login with a checked host key. */
export const floatingIp: CheckKind = {
    name: "floating ip",
    about: "paths",
    table: "From here to the guests",
    checks: (plan) =>
        plan.sites.flatMap(({ site, guest }: SitePlan) =>
            guest === null
                ? []
                : {
                      from: "here",
                      to: guest.name,
                      path: "floating ip",
                      sites: [site],
                      run: (hands: Hands) => reach(hands, site),
                  },
        ),
};

async function reach(hands: Hands, site: string): Promise<Outcome> {
    const guest = await hands.guest(site);
    const text = await textOf(hands.here, pingScript({ to: guest.floatingIp }));
    const pong = parsePing(text);
    if (pong.answered) return { ok: true, ms: pong.ms ?? 0, reason: `${guest.floatingIp}, SSH too` };
    if (/not found/.test(text))
        return { ok: true, ms: guest.loginMs, reason: `${guest.floatingIp}, SSH (no ping here)` };
    return { ok: false, reason: `${guest.floatingIp}: SSH works, but ping gets ${pong.reason}` };
}
