import { describe, expect, test } from "vitest";
import { regionIds, rulesIn } from "../../../cli/migrate/region-ids.ts";
import { centralState, gist } from "./central-state.ts";

const listed = {
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "icmp",
    remote_ip_prefix: "0.0.0.0/0",
    port_range_min: null,
    port_range_max: null,
};

/** A region whose Neutron answers these paths. */
function region(answers: Readonly<Record<string, object>>) {
    const asked: string[] = [];
    const request = async (_: string, at: string, path: string) => {
        asked.push(`${at} ${decodeURIComponent(path)}`);
        return answers[decodeURIComponent(path)] ?? {};
    };
    return { asked, request: request as never };
}

const whole = {
    "/networks?id=net1-id": { networks: [{ id: "net1-id", name: "net1" }] },
    "/networks?name=ext-net1": { networks: [{ id: "r-external", name: "ext-net1" }] },
    "/subnets?id=subnet1-id": { subnets: [{ id: "subnet1-id", name: "net1-subnet" }] },
    "/ports?id=port3-id": { ports: [{ id: "port3-id" }] },
    "/routers?name=c-router": { routers: [{ id: "r-router", name: "c-router" }] },
    "/ports?device_id=r-router&fixed_ips=subnet_id=subnet1-id": { ports: [{ id: "r-interface" }] },
    "/floatingips?floating_ip_address=192.168.101.100": { floatingips: [{ id: "r-floating" }] },
    "/security-groups?name=c-group": { security_groups: [{ id: "r-group", name: "c-group" }] },
    "/security-group-rules?security_group_id=r-group": {
        security_group_rules: [
            { ...listed, id: "egress", direction: "egress" },
            { ...listed, id: "ssh", protocol: "tcp", port_range_min: 22, port_range_max: 22 },
            { ...listed, id: "r-rule" },
        ],
    },
};

describe("ids of a region", () => {
    test("are the same, or found by name, by address, and by what a rule says", async () => {
        const neutron = region(whole);
        expect([...(await regionIds(neutron, gist, centralState))]).toEqual([
            ["net1-id", "net1-id"],
            ["c-external", "r-external"],
            ["subnet1-id", "subnet1-id"],
            ["port3-id", "port3-id"],
            ["c-group", "r-group"],
            ["c-router", "r-router"],
            ["c-interface", "r-interface"],
            ["c-floating", "r-floating"],
            ["c-rule", "r-rule"],
        ]);
        expect(neutron.asked.every((line) => line.startsWith("Region1 "))).toBe(true);
    });

    test("that are missing are all named", async () => {
        const rest = { "/routers?name=c-router": { routers: [{ id: "x", name: "another" }] } };
        await expect(regionIds(region(rest), gist, centralState)).rejects.toThrow(
            "site gist: Neutron in Region1 hasn't got gist-tenant-network, gist-external-network, gist-tenant-subnet, " +
                "gist-guest-port-net3, gist-guest-security-group, gist-router-router, gist-router-tenant, " +
                "gist-guest-floating-ip, gist-guest-icmp, which Central Neutron has made.",
        );
    });
});

test("rules come with their description, which the region's copies lack", () => {
    expect(rulesIn(centralState)).toEqual([
        {
            ...{ group: "c-group", direction: "ingress", ethertype: "IPv4", protocol: "icmp", prefix: "0.0.0.0/0" },
            ...{ low: 0, high: 0, description: "k-one:sample-gist:gist-guest-icmp" },
        },
    ]);
});
