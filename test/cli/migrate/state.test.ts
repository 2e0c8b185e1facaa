import { describe, expect, test } from "vitest";
import { forgetCentral, isCentral, moveSite, networkIdIn } from "../../../cli/migrate/state.ts";
import { logicalName, type StackState, type StateResource } from "../../../cli/recover/state.ts";
import { centralState, gist, own, urn } from "./central-state.ts";

const ids = new Map([
    ["c-external", "r-external"],
    ["c-router", "r-router"],
    ["c-interface", "r-interface"],
    ["c-group", "r-group"],
    ["c-rule", "r-rule"],
    ["c-floating", "r-floating"],
]);
const moved = moveSite(centralState, { site: gist, central: "CentralRegion", ids });
const resources = (state: StackState) => state.deployment.resources ?? [];

function named(name: string): StateResource {
    const found = resources(moved).find((resource) => logicalName(resource.urn) === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
}

describe("a site's state after the move", () => {
    test("has nothing of Tricircle's, and mentions nothing of it", () => {
        expect(isCentral(centralState)).toBe(true);
        expect(isCentral(moved)).toBe(false);
        expect(JSON.stringify(moved)).not.toMatch(
            /Central|Pulled|"c-|pulumi-nodejs|availabilityZoneHints|vendorOptions/,
        );
    });

    test("has all else, in an order in which nothing is needed before it is there", () => {
        const seen = new Set<string>();
        for (const { urn: name, parent, provider, dependencies, propertyDependencies, deletedWith } of resources(
            moved,
        )) {
            const needed = [
                ...((dependencies ?? []) as readonly string[]),
                ...Object.values((propertyDependencies ?? {}) as Record<string, readonly string[]>).flat(),
                ...(deletedWith === undefined ? [] : [String(deletedWith)]),
                ...(typeof provider === "string" ? [provider.replace(/::[^:]*$/, "")] : []),
            ];
            expect(
                needed.filter((one) => !seen.has(one)),
                name,
            ).toEqual([]);
            expect(typeof parent === "string" && parent.includes("Shared") ? seen.has(parent) : true, name).toBe(true);
            seen.add(name);
        }
        expect(seen.size).toBe(resources(moved).length);
    });

    test("has the region's ids and the region's own provider wherever Central Neutron's stood", () => {
        expect(named("gist-router-router")).toMatchObject({ id: "r-router", provider: own, dependencies: [] });
        expect(named("gist-router-router").outputs).toMatchObject({ id: "r-router", region: "Region1" });
        expect(named("gist-router-tenant")).toMatchObject({ id: "r-interface", inputs: { routerId: "r-router" } });
        expect(named("gist-guest-icmp")).toMatchObject({ id: "r-rule", outputs: { securityGroupId: "r-group" } });
        expect(named("gist-guest-floating-ip-association")).toMatchObject({ id: "r-floating" });
        expect(named("gist-guest-port-net3")).toMatchObject({
            id: "port3-id",
            inputs: { securityGroupIds: ["r-group"] },
        });
    });

    test("leaves the guest itself as it was", () => {
        const before = resources(centralState).find(({ id }) => id === "server-id");
        const network = urn("SharedNetwork$openstack:networking/network:Network::gist-net3-network");
        expect(named("gist-guest-instance")).toEqual({ ...before, dependencies: [network] });
    });

    test("has the pulled network as one of the site's own, with its subnet", () => {
        expect(named("gist-net3")).toMatchObject({
            type: "k-one:index:SharedNetwork",
            urn: urn("SharedNetwork::gist-net3"),
        });
        const flat = { "provider:network_type": "flat", "provider:physical_network": "net3" };
        expect(named("gist-net3-network")).toMatchObject({
            ...{
                id: "net3-id",
                type: "openstack:networking/network:Network",
                provider: own,
                parent: named("gist-net3").urn,
            },
            inputs: {
                name: "net3",
                shared: false,
                mtu: 1450,
                valueSpecs: flat,
                tags: ["k-one:sample-gist:gist-net3-network"],
            },
        });
        expect(named("gist-net3-subnet")).toMatchObject({
            ...{ id: "subnet3-id", provider: own, dependencies: [named("gist-net3-network").urn] },
            inputs: {
                ...{ networkId: "net3-id", cidr: "10.30.0.0/24", noGateway: true, name: "net3-subnet" },
                allocationPools: [{ start: "10.30.0.16", end: "10.30.0.31" }],
            },
        });
        expect(networkIdIn(centralState, "gist", "net3")).toBe("net3-id");
        expect(networkIdIn(moved, "gist", "net3")).toBe("net3-id");
        expect(networkIdIn(moved, "gist", "net4")).toBeNull();
    });

    test("isn't made without the region's provider", () => {
        const rest = resources(centralState).filter(({ id }) => id !== "r-provider");
        expect(() =>
            moveSite({ version: 3, deployment: { resources: rest } }, { site: gist, central: "C", ids }),
        ).toThrow("sample-gist: its state has no provider of its own region");
    });
});

test("the tower forgets Central Neutron's objects and its pods, and keeps the rest", () => {
    const central = "urn:pulumi:kone-tower::k-one::k-one:index:Tower$k-one:index:Central";
    const user = "urn:pulumi:kone-tower::k-one::k-one:index:Tower$openstack:identity/user:User::tower-gist-user";
    const state = {
        version: 3,
        deployment: {
            resources: [
                { urn: user, type: "openstack:identity/user:User" },
                { urn: `${central}::tower-central`, type: "k-one:index:Central" },
                {
                    urn: `${central}$pulumi-nodejs:dynamic/k-one:Pod::tower-central-pod-gist`,
                    type: "pulumi-nodejs:dynamic/k-one:Pod",
                },
            ],
        },
    };
    expect(isCentral(state)).toBe(true);
    expect(resources(forgetCentral(state)).map(({ urn: name }) => name)).toEqual([user]);
});
