import type { AcceptancePlan } from "../plan/environment-plan.ts";
import { notKnown } from "./resource.ts";
import { scriptsOf } from "./scripts.ts";
import type { SitePolicy } from "./site-policy.ts";
import { tunnelConfigsIn, vnisIn } from "./tunnel-config.ts";

/** Tunnels over a public network are encrypted, or somebody has accepted in writing that they aren't. */
export const publicTransport: SitePolicy = {
    name: "public-transport",
    description:
        "Plain VXLAN shows its payload to everybody on the way. No driver encrypts yet, so whoever sends tenants' packets " +
        "over a public network must have said so in the tower's file, with a last day.",
    severity: "high",
    remedy: "Write acceptPlaintext with a reason and a day that isn't over, or give the site a private transport.",
    *checkResource(resource, { stack: { site, plan } }) {
        if (site?.underlay.transport !== "public") return;
        const problem = unaccepted(plan.tower.acceptPlaintext);
        if (problem === null) return;
        for (const { at, text } of scriptsOf(resource)) {
            if (text === notKnown) yield { resource, unknown: at };
            else if (makesTunnel(text)) {
                yield {
                    ...{ resource, at },
                    found: `it makes a tunnel in plaintext over ${site.site}'s public transport, and ${problem}`,
                    allowed: "a private transport, or the tower's written acceptance until a day that isn't over",
                    fix: `Agree on acceptPlaintext: { reason: …, until: <day> } in stacks/Pulumi.${plan.tower.stack}.yaml.`,
                };
            }
        }
    },
};

/** Why plaintext isn't accepted today, or `null`. */
function unaccepted(acceptance: AcceptancePlan | null, today = new Date().toISOString().slice(0, 10)): string | null {
    if (acceptance === null) return "nobody has accepted that";
    return acceptance.until < today ? `the acceptance of that ended on ${acceptance.until}` : null;
}

function makesTunnel(text: string): boolean {
    return tunnelConfigsIn(text).length + vnisIn(text).length > 0;
}
