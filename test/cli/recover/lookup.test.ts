import { afterEach, describe, expect, test } from "vitest";
import { openCloud } from "../../../cli/cloud.ts";
import { isRepeatable, lookupFor, type Place } from "../../../cli/recover/lookup.ts";
import { findServers } from "../../../cli/recover/lookup-compute.ts";
import { type Answer, type StandIn, startStandIn } from "../cloud/stand-in.ts";

let cloud: StandIn | null = null;

afterEach(async () => {
    await cloud?.close();
    cloud = null;
});

async function place(answers: Readonly<Record<string, Answer>>): Promise<Place> {
    cloud = await startStandIn(answers);
    return { cloud: await openCloud("site", { env: cloud.env }), region: "RegionOne", report: () => undefined };
}

async function find(type: string, inputs: Record<string, unknown>, answers: Record<string, Answer>) {
    return (await lookupFor(`openstack:${type}`)?.(inputs, await place(answers))) ?? "unknown";
}

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
        expect(cloud?.calls).toEqual([
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
        expect(cloud?.calls).toEqual(["GET /network/v2.0/ports?device_id=r&fixed_ips=subnet_id%3Ds"]);
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

describe("Nova", () => {
    const path = "/compute/v2.1/servers/detail";
    const patience = { limit: 2000, interval: 10 };

    test("a server by its exact name", async () => {
        const servers = [
            { id: "a", name: "gist-guest", status: "ACTIVE" },
            { id: "b", name: "gist-guest2", status: "ACTIVE" },
        ];
        expect(await find("compute/instance:Instance", { name: "gist-guest" }, { [path]: { servers } })).toEqual(["a"]);
    });

    test("none", async () =>
        expect(await find("compute/instance:Instance", { name: "gist-guest" }, { [path]: { servers: [] } })).toEqual(
            [],
        ));

    test("one in the making is waited for", async () => {
        const server = { id: "a", name: "g", status: "BUILD" };
        const where = await place({ [path]: { servers: [server] } });
        const waits: string[] = [];
        const report = (line: string) => {
            waits.push(line);
            server.status = "ACTIVE";
        };
        expect(await findServers("g", { ...where, report }, patience)).toEqual(["a"]);
        expect(waits).toEqual(["waits for Nova to finish with server g: a (BUILD)"]);
    });

    test("one that Nova failed to build is deleted and forgotten", async () => {
        const list = { servers: [{ id: "a", name: "g", status: "ERROR" }] };
        const where = await place({ [path]: list, "/compute/v2.1/servers/a": { status: 204, body: {} } });
        const report = () => {
            list.servers = [];
        };
        expect(await findServers("g", { ...where, report }, patience)).toEqual([]);
        expect(cloud?.calls).toContain("DELETE /compute/v2.1/servers/a");
    });

    test.each([
        [{ "/compute/v2.1/os-keypairs/k": { keypair: {} } }, ["k"]],
        [{}, []],
    ])("a keypair", async (answers, expected) => {
        expect(await find("compute/keypair:Keypair", { name: "k" }, answers)).toEqual(expected);
    });
});

describe("Keystone", () => {
    test.each(["project:Project", "user:User", "role:Role"])("%s: none, one, several", async (type) => {
        const collection = `${type.split(":")[0]}s`;
        for (const ids of [[], ["a"], ["a", "b"]]) {
            const answers = { [`/v3/${collection}`]: { [collection]: ids.map((id) => ({ id, name: "k-one-gist" })) } };
            expect(await find(`identity/${type}`, { name: "k-one-gist" }, answers)).toEqual(ids);
            await cloud?.close();
        }
        cloud = null;
    });

    test("somebody else's project of the same name isn't ours", async () => {
        const projects = { projects: [{ id: "a", name: "k-one-gist", description: "somebody else's" }] };
        const inputs = { name: "k-one-gist", description: label };
        expect(await find("identity/project:Project", inputs, { "/v3/projects": projects })).toEqual([]);
    });

    test("a role assignment", async () => {
        const assignment = { role: { id: "r" }, user: { id: "u" }, scope: { project: { id: "p" } } };
        const inputs = { projectId: "p", userId: "u", roleId: "r" };
        const answers = { "/v3/role_assignments": { role_assignments: [assignment] } };
        expect(await find("identity/roleAssignment:RoleAssignment", inputs, answers)).toEqual(["/p//u/r"]);
    });
});

test("a command on a K-Box can be repeated; OpenStack objects can't", () => {
    expect(isRepeatable("command:remote:Command")).toBe(true);
    expect(isRepeatable("pulumi:providers:openstack")).toBe(true);
    expect(isRepeatable("k-one:index:Site")).toBe(true);
    expect(isRepeatable("openstack:networking/network:Network")).toBe(false);
    expect(lookupFor("openstack:dns/zone:Zone")).toBeNull();
});
