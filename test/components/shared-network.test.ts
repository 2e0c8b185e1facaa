import { expect, test } from "vitest";
import { SharedNetwork } from "../../components/shared-network.ts";
import { parseInstall } from "../../components/vtep-script.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";
import { edited } from "../plan/sample.ts";
import { named, type Recording, record } from "./mocks.ts";
import { samplePlan, siteOf, thirdSite } from "./sample-plan.ts";

const make = ({ sharedNetworks: [network], kBox }: SitePlan) =>
    record(() => {
        if (network === undefined) throw new Error("the sample has no shared network");
        return new SharedNetwork("gist-net3", { network, kBox, kBoxKey: "private key", protect: false }, {});
    });
const gist = siteOf(samplePlan(), "gist");
const routesOf = ({ resources }: Recording<unknown>) => resources.filter(({ type }) => type.endsWith(":SubnetRoute"));

test("a shared network is a flat provider network on the physical network of its own name", async () => {
    const network = named(await make(gist), "gist-net3-network");
    expect(network.inputs).toMatchObject({
        name: "net3",
        shared: false,
        mtu: 1450,
        valueSpecs: { "provider:network_type": "flat", "provider:physical_network": "net3" },
    });
    expect(network.inputs).not.toHaveProperty("portSecurityEnabled");
});

test("its subnet gives out this site's pool and has no gateway", async () => {
    const { inputs } = named(await make(gist), "gist-net3-subnet");
    expect(inputs).toMatchObject({
        cidr: "10.30.0.0/24",
        noGateway: true,
        allocationPools: [{ start: "10.30.0.16", end: "10.30.0.31" }],
    });
    expect(inputs).not.toHaveProperty("gatewayIp");
});

test("it announces a route to each guest of another site, under that site's name", async () => {
    const plan = samplePlan({ kaist: thirdSite });
    const routes = routesOf(await make(siteOf(plan, "gist"))).map(({ name, inputs }) => [name, inputs]);
    expect(Object.fromEntries(routes)).toEqual({
        "gist-net3-route-kaist": {
            subnetId: "gist-net3-subnet-id",
            destinationCidr: "10.5.0.10/32",
            nextHop: "10.30.0.84",
        },
        "gist-net3-route-korea": {
            subnetId: "gist-net3-subnet-id",
            destinationCidr: "10.2.0.10/32",
            nextHop: "10.30.0.36",
        },
    });
});

test("a route's name doesn't depend on the order of the routes", async () => {
    const site = siteOf(samplePlan({ kaist: thirdSite }), "gist");
    const turned = site.sharedNetworks.map((network) => ({ ...network, routes: [...network.routes].reverse() }));
    const inputs = (recording: Recording<unknown>) =>
        Object.fromEntries(routesOf(recording).map((route) => [route.name, route.inputs]));
    expect(inputs(await make({ ...site, sharedNetworks: turned }))).toEqual(inputs(await make(site)));
});

test("the VTEP carries it on the site's K-Box", async () => {
    const recording = await make(gist);
    const vtep = recording.resources.find(({ name }) => name === "gist-net3-vtep");
    expect(vtep?.type).toBe("k-one:index:Vtep");
    expect(JSON.stringify(named(recording, "gist-net3-vtep-config").inputs)).toContain("203.0.113.12");
});

test("where the kernel's bridges switch the guests, its tunnel ends in the one that Neutron names after the network's id", async () => {
    const site = siteOf(
        samplePlan(edited("gist", "transport: public,", "transport: public, switch: linuxbridge,")),
        "gist",
    );
    const configOf = (recording: Recording<unknown>) => {
        const { create } = named(recording, "gist-net3-vtep-config").inputs;
        return JSON.parse(parseInstall(String(create))?.config ?? "{}");
    };
    expect(configOf(await make(site))).toMatchObject({ switch: "linuxbridge", bridge: "brqgist-net3-n" });
    expect(configOf(await make(gist))).toMatchObject({ bridge: "br-net3" });
    expect(configOf(await make(gist))).not.toHaveProperty("switch");
});
