import { describe, expect, test } from "vitest";
import { commonParts } from "../../../cli/topology/common-parts.ts";
import { topologyOf } from "../../../cli/topology/topology.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { samplePlan, thirdSite } from "../../components/sample-plan.ts";
import { edited, ownIdentity } from "../../plan/sample.ts";

const factOf = (plan: EnvironmentPlan, id: string, name: string) =>
    commonParts(plan)
        .find((part) => part.id === id)
        ?.facts.find((fact) => fact.name === name)?.values;

describe("the tower", () => {
    test("says where Keystone is and what it lives on", () => {
        const shared = edited("tower", "outside:", "host: gist\n    outside:");
        const tower = shared.tower?.replace("203.0.113.10:5000", "203.0.113.11:5000") ?? "";
        expect(factOf(samplePlan(), "tower", "Keystone")).toEqual(["http://203.0.113.10:5000/v3"]);
        expect(factOf(samplePlan(), "tower", "lives on")).toEqual(["a machine of its own"]);
        expect(factOf(samplePlan({ tower }), "tower", "lives on")).toEqual(["the K-Box of gist"]);
    });

    test("has no Keystone, and lives nowhere, where each site has one", () => {
        const own = samplePlan(ownIdentity());
        expect(factOf(own, "tower", "Keystone")).toEqual(["one at each site"]);
        expect(factOf(own, "tower", "lives on")).toBeUndefined();
        const korea = topologyOf(own).sites.find(({ site }) => site.id === "korea")?.site.facts;
        expect(korea).toContainEqual({ name: "Keystone", values: ["http://203.0.113.12:5000/v3"] });
    });
});

describe("a shared network", () => {
    test("says what it is and how many tunnels it has", () => {
        const [, net3] = commonParts(samplePlan());
        expect(net3?.facts.map(({ name, values }) => `${name} ${values}`)).toEqual([
            "driver mesh",
            "range 10.30.0.0/24",
            "VNI 70003",
            "MTU 1450",
            "encryption none (plaintext until 2099-01-01)",
            "tunnels 1 among 2 sites",
        ]);
        expect(factOf(samplePlan({ kaist: thirdSite }), "tower/net3", "tunnels")).toEqual(["3 among 3 sites"]);
    });

    test("needs no acceptance where every transport is private", () => {
        const inside = (owner: "gist" | "korea") => edited(owner, "transport: public", "transport: private");
        const plan = samplePlan({ ...inside("gist"), ...inside("korea") });
        expect(factOf(plan, "tower/net3", "encryption")).toEqual(["none (every transport is private)"]);
    });

    test("says how it is encrypted when it is", () => {
        const plan = samplePlan();
        const sharedNetworks = plan.tower.sharedNetworks.map((net) => ({ ...net, encryption: "wireguard" as const }));
        const encrypted = { ...plan, tower: { ...plan.tower, sharedNetworks } };
        expect(factOf(encrypted, "tower/net3", "encryption")).toEqual(["wireguard"]);
    });
});
