import { describe, expect, test } from "vitest";
import { changingPairCheck, guestPairs, tunnelPairs, vtepPairs } from "../../../cli/verify/pairs.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { samplePlan } from "./fakes.ts";

const without = (plan: EnvironmentPlan, site: string): EnvironmentPlan => ({
    ...plan,
    sites: plan.sites.map((one) => (one.site === site ? { ...one, guest: null } : one)),
});

describe("guestPairs", () => {
    test("goes both ways, never to itself", () => {
        const pairs = guestPairs(samplePlan(["a", "b", "c", "d", "e"]));
        expect(pairs).toHaveLength(20);
        expect(new Set(pairs.map(({ from, to }) => `${from.site} ${to.site}`)).size).toBe(20);
        expect(pairs.every(({ from, to }) => from.site !== to.site)).toBe(true);
    });

    test("knows addresses, MTU and the route", () => {
        expect(guestPairs(samplePlan())[0]).toEqual({
            network: "net3",
            mtu: 1450,
            device: "vx70003",
            from: { site: "gist", name: "gist-guest", tenant: "10.1.0.10", shared: "10.30.0.20" },
            to: { site: "korea", name: "korea-guest", tenant: "10.2.0.10", shared: "10.30.0.36" },
            route: { site: "korea", destination: "10.2.0.10/32", nextHop: "10.30.0.36" },
        });
    });

    test("leaves out sites without a guest", () => {
        expect(guestPairs(without(samplePlan(["a", "b", "c"]), "b"))).toHaveLength(2);
        expect(guestPairs(without(samplePlan(), "gist"))).toEqual([]);
    });
});

test("what changes a guest for a moment takes turns with the same at that guest alone", () => {
    const pairs = guestPairs(samplePlan(["a", "b", "c"]));
    const run = async () => ({ ok: true, reason: "" });
    const changes = pairs.map((pair) => changingPairCheck(pair, "forgery", run).changes);
    expect(changes).toEqual(pairs.map(({ from }) => `forgery at ${from.name}`));
    expect(new Set(changes).size).toBe(3);
});

describe("vtepPairs", () => {
    test("tries two networks over the same VTEPs once", () => {
        const plan = samplePlan();
        const twice = plan.sites.map((site) => ({
            ...site,
            sharedNetworks: site.sharedNetworks.flatMap((network) => [
                network,
                { ...network, name: "net4", vni: 70004 },
            ]),
        }));
        expect(vtepPairs({ ...plan, sites: twice })).toEqual(vtepPairs(plan));
        expect(vtepPairs(plan)).toEqual([
            {
                from: { site: "gist", address: "203.0.113.11" },
                to: { site: "korea", address: "203.0.113.12" },
                mtu: 1500,
            },
            {
                from: { site: "korea", address: "203.0.113.12" },
                to: { site: "gist", address: "203.0.113.11" },
                mtu: 1500,
            },
        ]);
    });
});

test("tunnelPairs gives each site's tunnels to the others, with the guest at their end if there is one", () => {
    const both = { network: "net3", device: "vx70003" };
    expect(tunnelPairs(without(samplePlan(), "korea"))).toEqual([
        { ...both, from: "gist", to: "korea", guest: null },
        { ...both, from: "korea", to: "gist", guest: "10.30.0.20" },
    ]);
});
