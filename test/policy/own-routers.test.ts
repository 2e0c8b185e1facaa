import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { ownRouters } from "../../policy/own-routers.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const provider = "gist-region-provider";
const toRouter = (name: string, inputs: EngineResource["inputs"], sources: EngineResource["sources"] = {}) => ({
    ...{ type: types.routerInterface, name, inputs: { routerId: unknown, ...inputs }, provider },
    sources: { routerId: ["gist-router-router"], ...sources },
});
const check = async (...more: readonly EngineResource[]) =>
    violations([ownRouters], [...(await siteResources()), ...more]);

describe("own-routers", () => {
    test("lets a site's own stack pass", async () => expect(await check()).toEqual([]));

    test("refuses a router with an interface on net3", async () => {
        const joined = toRouter("joined", { subnetId: unknown }, { subnetId: ["gist-net3-subnet"] });
        expect((await check(joined)).join()).toContain(
            "joined.subnetId: a router is joined to gist-net3-network, which all sites share.",
        );
        const byPort = toRouter("joined", { portId: unknown }, { portId: ["gist-guest-port-net3"] });
        expect((await check(byPort)).join()).toContain("joined.portId: a router is joined to gist-net3-network");
    });

    test("refuses a router whose way out is net3", async () => {
        const inputs = { externalNetworkId: unknown };
        const sources = { externalNetworkId: ["gist-net3-network"] };
        expect(await check({ type: types.router, name: "out", inputs, sources, provider })).toHaveLength(1);
    });

    test("refuses a gateway for net3, and an external one", async () => {
        const resources = await siteResources();
        const gateway = withInputs(resources, "gist-net3-subnet", { noGateway: undefined, gatewayIp: "10.30.0.1" });
        expect((await violations([ownRouters], gateway)).join()).toContain("has a gateway (10.30.0.1)");
        const external = withInputs(resources, "gist-net3-network", { external: true });
        expect((await violations([ownRouters], external)).join()).toContain("gist-net3-network.external: ");
    });

    test("refuses a network that isn't of this stack: its id may be anybody's", async () =>
        expect((await check(toRouter("foreign", { subnetId: "4d3c2b1a" }))).join()).toContain(
            "foreign.subnetId: it leads to a network that isn't of this stack.",
        ));

    test("follows an id to the resource that has it, and not to what the value is said to come from", async () => {
        const resources = await siteResources();
        const made = resources.map((one) =>
            one.name === "gist-external-network" ? { ...one, outputs: { ...one.inputs, id: "its-own-id" } } : one,
        );
        const gateway = (id: string) =>
            violations([ownRouters], withInputs(made, "gist-router-router", { externalNetworkId: id }));
        expect(await gateway("its-own-id")).toEqual([]);
        expect((await gateway("anybodys-id")).join()).toContain("it leads to a network that isn't of this stack.");
    });

    test("refuses a network that is only looked up: it may be anybody's", async () => {
        const looked = { type: types.network, name: "looked", inputs: { name: "x" }, read: true };
        const inputs = { externalNetworkId: unknown };
        const router = {
            type: types.router,
            name: "out",
            inputs,
            sources: { externalNetworkId: ["looked"] },
            provider,
        };
        expect((await check(looked, router)).join()).toContain(
            "out.externalNetworkId: it leads to a network that isn't",
        );
    });

    test("refuses a router on the K-Cluster's own network", async () => {
        const management: EngineResource = {
            ...{ type: types.network, name: "mgmt" },
            inputs: { name: "mgmt", valueSpecs: { "provider:physical_network": "mgmt" } },
        };
        const subnet: EngineResource = {
            ...{ type: types.subnet, name: "boxes", inputs: { cidr: "172.16.1.0/24", networkId: unknown } },
            sources: { networkId: ["mgmt"] },
        };
        const joined = toRouter("joined", { subnetId: unknown }, { subnetId: ["boxes"] });
        expect((await check(management, subnet, joined)).join()).toContain(
            "joined.subnetId: a router is joined to mgmt, which is the K-Cluster's own.",
        );
    });

    test("refuses a subnet or a route of another site's addresses", async () => {
        const foreign = {
            ...{ type: types.subnet, name: "foreign", inputs: { cidr: "10.2.0.128/25", networkId: unknown }, provider },
            sources: { networkId: ["gist-tenant-network"] },
        };
        const joined = toRouter("joined", { subnetId: unknown }, { subnetId: ["foreign"] });
        expect((await check(foreign, joined)).join()).toContain("leads to 10.2.0.128/25, which is korea's");
        const inputs = { destinationCidr: "10.2.0.0/24", nextHop: "10.1.0.7" };
        expect((await check({ type: types.routerRoute, name: "route", inputs, provider })).join()).toContain("korea's");
    });

    test("refuses every part of a VPN", async () => {
        const type = "openstack:vpnaas/siteConnection:SiteConnection";
        expect((await check({ type, name: "vpn", inputs: {}, provider })).join()).toMatch(/^vpn: it is part of a VPN/);
    });

    test("refuses a range that isn't known: honest ones are written down", async () => {
        const inputs = { destinationCidr: unknown, nextHop: "10.1.0.7" };
        expect(await check({ type: types.routerRoute, name: "route", inputs, provider })).toHaveLength(1);
    });
});
