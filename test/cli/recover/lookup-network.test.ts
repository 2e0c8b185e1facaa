import { describe, expect, test } from "vitest";
import { calls, closeAfterEach, find } from "./place.ts";

closeAfterEach();

const label = "k-one:lab-gist:gist-x";

/** Type, Neutron's collection, and the key its list stands under. */
const neutron = [
    ["networking/network:Network", "networks", "networks"],
    ["networking/subnet:Subnet", "subnets", "subnets"],
    ["networking/router:Router", "routers", "routers"],
    ["networking/port:Port", "ports", "ports"],
    ["networking/secGroup:SecGroup", "security-groups", "security_groups"],
    ["networking/secGroupRule:SecGroupRule", "security-group-rules", "security_group_rules"],
    ["networking/floatingIp:FloatingIp", "floatingips", "floatingips"],
] as const;

describe.each(neutron)("%s", (type, collection, key) => {
    const found = (...objects: object[]) =>
        find(type, { description: label, name: "x" }, { [`/network/v2.0/${collection}`]: { [key]: objects } });
    const ours = (id: string) => ({ id, name: "x", description: label });

    test("none", async () => expect(await found()).toEqual([]));

    test("one, asked for by description within the project", async () => {
        expect(await found(ours("a"))).toEqual(["a"]);
        expect(calls()).toEqual([
            `GET /network/v2.0/${collection}?description=${encodeURIComponent(label)}&project_id=p1`,
        ]);
    });

    test("several", async () => expect(await found(ours("a"), ours("b"))).toEqual(["a", "b"]));

    test("what a server that knows no filter adds doesn't count", async () =>
        expect(await found(ours("a"), { id: "b", name: "x", description: "" })).toEqual(["a"]));
});

test("an object without description is found by its name", async () => {
    const networks = {
        networks: [
            { id: "a", name: "net1" },
            { id: "b", name: "net10" },
        ],
    };
    expect(await find("networking/network:Network", { name: "net1" }, { "/network/v2.0/networks": networks })).toEqual([
        "a",
    ]);
});

describe("what has no name of its own", () => {
    test("a router interface is the router's port on the subnet", async () => {
        const inputs = { routerId: "r", subnetId: "s" };
        expect(
            await find("networking/routerInterface:RouterInterface", inputs, {
                "/network/v2.0/ports": { ports: [{ id: "p" }] },
            }),
        ).toEqual(["p"]);
        expect(calls()).toEqual(["GET /network/v2.0/ports?device_id=r&fixed_ips=subnet_id%3Ds"]);
    });

    test.each([
        ["p", ["f"]],
        ["other", []],
        [null, []],
    ])("a floating IP that points at port %s", async (port, expected) => {
        const answers = { "/network/v2.0/floatingips": { floatingips: [{ id: "f", port_id: port }] } };
        const inputs = { floatingIp: "192.168.101.100", portId: "p" };
        expect(await find("networking/floatingIpAssociate:FloatingIpAssociate", inputs, answers)).toEqual(expected);
    });

    const routes = [{ destination: "10.2.0.10/32", nexthop: "10.30.0.36" }];

    test.each([
        ["10.30.0.36", ["s-route-10.2.0.10/32-10.30.0.36"]],
        ["10.30.0.37", []],
    ])("a subnet's route by way of %s", async (nextHop, expected) => {
        const answers = { "/network/v2.0/subnets/s": { subnet: { host_routes: routes } } };
        const inputs = { subnetId: "s", destinationCidr: "10.2.0.10/32", nextHop };
        expect(await find("networking/subnetRoute:SubnetRoute", inputs, answers)).toEqual(expected);
    });

    test("a route of a subnet that is gone", async () => {
        const inputs = { subnetId: "s", destinationCidr: "10.2.0.10/32", nextHop: "10.30.0.36" };
        expect(await find("networking/subnetRoute:SubnetRoute", inputs, {})).toEqual([]);
    });

    test("a router's route", async () => {
        const answers = { "/network/v2.0/routers/r": { router: { routes } } };
        const inputs = { routerId: "r", destinationCidr: "10.2.0.10/32", nextHop: "10.30.0.36" };
        expect(await find("networking/routerRoute:RouterRoute", inputs, answers)).toEqual([
            "r-route-10.2.0.10/32-10.30.0.36",
        ]);
    });
});

test("an input that isn't known is a fault of ours, and named", async () => {
    await expect(find("networking/routerInterface:RouterInterface", {}, {})).rejects.toThrow("has no subnetId");
});
