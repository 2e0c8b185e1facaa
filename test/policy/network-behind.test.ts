import { describe, expect, test } from "vitest";
import { isShared, networksBehind, physicalOf, rangeOf } from "../../policy/network-behind.ts";
import { types } from "../../policy/openstack-types.ts";
import { notKnown, type StackResource } from "../../policy/resource.ts";
import { samplePlan } from "../components/sample-plan.ts";

const resource = (type: string, name: string, sources: Readonly<Record<string, readonly StackResource[]>> = {}) =>
    ({
        type,
        name,
        sources: (input: string) => sources[input] ?? [],
        get: () => undefined,
    }) as unknown as StackResource;
const network = resource(types.network, "net");
const subnet = resource(types.subnet, "subnet", { networkId: [network] });

test("networksBehind follows subnets and ports to their network, and an id that is written down to none", () => {
    const port = resource(types.port, "port", { networkId: [subnet] });
    const instance = resource(types.instance, "vm", { networks: [port, network] });
    expect(networksBehind(instance, "networks")).toEqual([network, network]);
    expect(networksBehind(resource(types.port, "other"), "networkId")).toEqual([]);
});

describe("isShared", () => {
    const named = (inputs: Readonly<Record<string, unknown>>) => {
        const get = (...path: (string | number)[]) => inputs[path.join(".")];
        return { ...network, get } as StackResource;
    };

    test("knows a shared network by its name and by its wire", () => {
        expect(isShared(named({ name: "net3" }), samplePlan())).toBe(true);
        expect(isShared(named({ name: "x", "valueSpecs.provider:physical_network": "net3" }), samplePlan())).toBe(true);
        expect(isShared(named({ name: "net1" }), samplePlan())).toBe(false);
        expect(isShared(named({ name: notKnown }), samplePlan())).toBe(false);
    });

    test("physicalOf reads segments as well", () =>
        expect(physicalOf(named({ "segments.0.physicalNetwork": "mgmt" }))).toBe("mgmt"));
});

test("rangeOf takes addresses and CIDRs, and nothing else", () => {
    expect(rangeOf("10.1.0.10")).toEqual({ first: 0x0a01000a, last: 0x0a01000a });
    expect(rangeOf("10.1.0.0/24")).toMatchObject({ first: 0x0a010000, last: 0x0a0100ff });
    expect([rangeOf("::/0"), rangeOf(notKnown), rangeOf(undefined)]).toEqual([null, null, null]);
});
