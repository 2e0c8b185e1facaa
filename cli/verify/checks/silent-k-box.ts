import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { unproven } from "../isolation.ts";
import { linkLocal } from "../link-local.ts";
import { type TunnelPair, tunnelPairs } from "../pairs.ts";
import { textOf } from "../shell.ts";
import { askWhoHas, madeUpMac } from "../wire.ts";

/**
 * No K-Box's own stack answers on a shared network. Another K-Box sends the questions, as a machine that isn't there: who
 * has any of its addresses, IPv4 and IPv6, and the link-local ones that its devices would have. The guests can't ask that
 * themselves, as Neutron lets no IPv6 out of them. The K-Box asked hears both kinds of questions come out of the tunnel,
 * and its guest answers one of them, so both ways are open.
 */
export const silentKBox: CheckKind = {
    name: "net3 shows no k-box",
    about: "isolation",
    table: "K-Box to K-Box, on the shared network",
    checks: (plan) =>
        tunnelPairs(plan).map((pair) => ({
            from: `${pair.from} K-Box`,
            to: `${pair.to} K-Box`,
            path: `${pair.network} shows no k-box`,
            sites: [pair.from, pair.to],
            run: (hands) => ask(hands, pair),
        })),
};

async function ask(hands: Hands, { network, device, from, to, guest }: TunnelPair): Promise<Outcome> {
    const [near, far, ear] = await Promise.all([hands.kBox(from), hands.kBox(to), hands.ear(to)]);
    const boxes = addressesOf(await textOf(far, "ip -j address"));
    const mac = madeUpMac();
    const answers = await askWhoHas(near, device, mac, [...boxes, ...(guest === null ? [] : [guest])]);
    const seen = boxes.filter((address) => answers.includes(address));
    if (seen.length > 0) return { ok: false, reason: `it answers on ${network} for ${seen.join(", ")}` };
    const questions = [
        { device, kind: "arp", from: mac },
        { device, kind: "solicit", from: mac },
    ] as const;
    const arrived = await Promise.all(questions.map((question) => ear.hears(question)));
    if (arrived.includes(false)) return unproven(`not all questions come out of its end of ${network}`);
    if (guest !== null && !answers.includes(guest)) return unproven(`its guest doesn't answer for ${guest} either`);
    return { ok: true, ms: 0, reason: `${boxes.length} addresses` };
}

interface Device {
    /** MAC, where it has one. */
    readonly address: string;
    readonly addr_info: readonly { readonly local: string; readonly scope: string }[];
}

/** Every address of a K-Box but its loopback's, and the link-local ones that its devices would have. */
export function addressesOf(json: string): readonly string[] {
    const devices = JSON.parse(json) as readonly Device[];
    const real = devices.flatMap(({ addr_info }) => addr_info.filter(({ scope }) => scope !== "host"));
    const possible = devices.flatMap(({ address }) => linkLocal(address) ?? []);
    return [...new Set([...real.map(({ local }) => local), ...possible])];
}
