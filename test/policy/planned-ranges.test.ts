import { describe, expect, test } from "vitest";
import { rangeOf } from "../../policy/network-behind.ts";
import { ownerOf, ownRanges, plannedSubnets } from "../../policy/planned-ranges.ts";
import { controlledSite, samplePlan, siteOf } from "../components/sample-plan.ts";

const plan = samplePlan();
const gist = siteOf(plan, "gist");

test("plannedSubnets knows a site's external, tenant and shared network, and its control VM's", () => {
    const three = [
        { network: "ext-net1", physical: "ext", cidr: "192.168.101.0/24", gateway: "192.168.101.1" },
        { network: "net1", physical: null, cidr: "10.1.0.0/24", pool: null, gateway: null },
        { network: "net3", physical: "net3", pool: { start: "10.30.0.16", end: "10.30.0.31" } },
    ];
    expect(plannedSubnets(gist)).toMatchObject(three);
    const { controlVm } = controlledSite({ control: "172.17.1.31" });
    const nics = controlVm?.nics.map((nic, index) => ({ ...nic, network: ["power", "wires"][index] ?? "" })) ?? [];
    const renamed = { ...gist, controlVm: controlVm && { ...controlVm, nics } };
    expect(plannedSubnets(renamed)).toMatchObject([
        ...three,
        { network: "power", physical: "mgmt", cidr: "172.16.1.0/24", gateway: "172.16.1.1" },
        { network: "wires", physical: "ctrl", cidr: "172.17.1.0/24", gateway: null },
    ]);
});

describe("a site's own ranges", () => {
    test.each([
        ["10.1.0.10", "gist"],
        ["192.168.101.1", "gist"],
        ["172.16.1.31", "gist"],
        ["10.30.0.20", "gist"],
        ["10.30.0.36", "korea"],
        ["10.2.0.0/25", "korea"],
        ["10.0.0.0/8", undefined],
        ["10.30.0.200", undefined],
    ])("%s is of %s", (text, owner) => {
        const range = rangeOf(text) ?? { first: 0, last: 0 };
        expect(ownerOf(range, plan)?.site).toBe(owner);
    });

    test("hold a shared network's share alone", () => {
        expect(ownRanges(gist)).toContainEqual(expect.objectContaining({ last: rangeOf("10.30.0.31")?.last }));
        expect(ownRanges(gist)).toHaveLength(4);
    });
});
