import ipaddr from "ipaddr.js";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { parsePing, pingScript } from "../ping.ts";
import { describeRoute, parseRoute, type Route, routeScript } from "../route.ts";
import { textOf } from "../shell.ts";

/** A guest reaches the outside, through the site router on its tenant network. */
export const outside: CheckKind = {
    name: "outside",
    about: "paths",
    table: "From the guests to the outside",
    checks: ({ sites, tower }) =>
        sites.flatMap((site: SitePlan) =>
            site.guest === null
                ? []
                : {
                      from: site.guest.name,
                      to: tower.outside,
                      path: "outside",
                      sites: [site.site],
                      run: (hands: Hands) => leave(hands, site, tower.outside),
                  },
        ),
};

async function leave(hands: Hands, site: SitePlan, address: string): Promise<Outcome> {
    const { shell } = await hands.guest(site.site);
    const text = await textOf(shell, `${routeScript(address)}\n${pingScript({ to: address })}`);
    const pong = parsePing(text);
    const route = parseRoute(text);
    const how = describeRoute(route);
    if (!pong.answered) return { ok: false, reason: `${pong.reason}${how === "" ? "" : ` (${how})`}` };
    if (route !== null && !goesThroughRouter(route, site)) {
        return { ok: false, reason: `it is reached ${how}, not through ${site.router} on ${site.tenant.cidr}` };
    }
    return { ok: true, ms: pong.ms ?? 0, reason: how };
}

function goesThroughRouter({ via }: Route, { tenant }: SitePlan): boolean {
    return via !== null && ipaddr.parse(via).match(ipaddr.parseCIDR(tenant.cidr));
}
