import { expect, test } from "vitest";
import { Site } from "../../components/site.ts";
import type { GuestPlan, SitePlan } from "../../plan/environment-plan.ts";
import { named, record } from "./mocks.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";
import { recordSite } from "./tricircle/site.ts";

const gist = siteOf(samplePlan(), "gist");
const keys = { kBoxKey: "key", guestPublicKey: "ssh-ed25519 AAAA", controlPublicKey: "ssh-ed25519 BBBB" };
const make = (changes: Partial<SitePlan> = {}) =>
    record(() => new Site("gist", { site: { ...gist, ...changes }, ...keys }));

test("a guest lets in ICMP, and SSH from net3 and from where the site's file says", async () => {
    const { resources } = await make();
    const rules = resources.filter(({ type }) => type.endsWith(":SecGroupRule")).map(({ inputs }) => inputs);
    const ssh = { protocol: "tcp", portRangeMin: 22, portRangeMax: 22 };
    expect(rules.map(({ description: _, ...rule }) => rule)).toEqual(
        [
            { protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" },
            { ...ssh, remoteIpPrefix: "10.30.0.0/24" },
            { ...ssh, remoteIpPrefix: "203.0.113.1/32" },
        ].map((rule) => ({
            ...rule,
            direction: "ingress",
            ethertype: "IPv4",
            securityGroupId: "gist-guest-security-group-id",
        })),
    );
});

test("a block that is named twice gets one rule: Neutron refuses a second", async () => {
    const { resources } = await make({ sshFrom: ["10.30.0.0/24", "203.0.113.1/32"] });
    expect(resources.filter(({ type }) => type.endsWith(":SecGroupRule"))).toHaveLength(3);
});

test("it has its declared address on the tenant network", async () => {
    const port = named(await make(), "gist-guest-port").inputs;
    expect(port).toMatchObject({
        name: "gist-guest-tenant",
        networkId: "gist-tenant-network-id",
        fixedIps: [{ subnetId: "gist-tenant-subnet-id", ipAddress: "10.1.0.10" }],
        securityGroupIds: ["gist-guest-security-group-id"],
    });
    expect(port).not.toHaveProperty("allowedAddressPairs");
});

test("on net3 it may use its tenant address too, and no other", async () => {
    expect(named(await make(), "gist-guest-port-net3").inputs).toMatchObject({
        name: "gist-guest-net3",
        networkId: "gist-net3-network-id",
        fixedIps: [{ subnetId: "gist-net3-subnet-id", ipAddress: "10.30.0.20" }],
        securityGroupIds: ["gist-guest-security-group-id"],
        allowedAddressPairs: [{ ipAddress: "10.1.0.10" }],
    });
});

test("its first NIC is on the tenant network, the second on net3", async () => {
    const instance = named(await make(), "gist-guest-instance");
    expect(instance.inputs).toMatchObject({
        name: "gist-guest",
        imageName: "k-one-guest",
        flavorName: "k-one.tiny",
        availabilityZone: "az1",
        keyPair: "k-one-lab-gist",
        networks: [{ port: "gist-guest-port-id" }, { port: "gist-guest-port-net3-id" }],
    });
    expect(instance.inputs.networks).toHaveLength(2);
});

test("it boots after the VTEP and the routes are there, and goes before them", async () => {
    const recording = await make();
    const { dependencies } = named(recording, "gist-guest-instance");
    for (const name of ["gist-net3-vtep-config", "gist-net3-route-korea", "gist-net3-subnet"]) {
        expect(dependencies).toContain(named(recording, name).urn);
    }
});

test("its floating IP is associated after the router joins both networks, and goes before it", async () => {
    const recording = await make();
    const association = named(recording, "gist-guest-floating-ip-association");
    expect(association.inputs).toEqual({
        floatingIp: "gist-guest-floating-ip-address",
        portId: "gist-guest-port-id",
    });
    expect(association.dependencies).toContain(named(recording, "gist-router-tenant").urn);
    expect(association.replaceOnChanges).toEqual(["portId"]);
    const floatingIp = named(recording, "gist-guest-floating-ip");
    expect(floatingIp.inputs).toMatchObject({ pool: "ext-net1", subnetId: "gist-external-subnet-id" });
    expect(floatingIp).toMatchObject({ replaceOnChanges: ["subnetId"], deleteBeforeReplace: true });
});

test("it has no NIC on a shared network that its file gives it no address on", async () => {
    const guest = { ...(gist.guest as GuestPlan), shared: {} };
    const recording = await make({ guest });
    expect(named(recording, "gist-guest-instance").inputs.networks).toEqual([{ port: "gist-guest-port-id" }]);
});

test("an imported guest keeps what Nova settled when it was made, and gets its NIC on net3 afterwards", async () => {
    const recording = await make({ imported: ["guest"] });
    const instance = named(recording, "gist-guest-instance");
    expect(instance.ignoreChanges).toEqual(["availabilityZone", "flavorName", "imageName", "keyPair", "networks"]);
    expect(instance.inputs.networks).toEqual([{ port: "gist-guest-port-id" }]);
    expect(named(recording, "gist-guest-attachment-net3").inputs).toEqual({
        instanceId: "gist-guest-instance-id",
        portId: "gist-guest-port-net3-id",
    });
    expect(named(recording, "gist-guest-floating-ip").ignoreChanges).toEqual(["subnetId"]);
});

test("a guest of our own is rebuilt when what Nova settles is changed, and starts with all its NICs", async () => {
    const recording = await make();
    expect(named(recording, "gist-guest-instance").ignoreChanges).toEqual([]);
    expect(named(recording, "gist-guest-floating-ip").ignoreChanges).toEqual([]);
    expect(recording.resources.filter(({ type }) => type.endsWith(":InterfaceAttach"))).toEqual([]);
});

test("its floating IP follows it with Tricircle, whose Central Neutron tells a region only of ports that it has", async () => {
    const association = async (made: ReturnType<typeof make>) =>
        named(await made, "gist-guest-floating-ip-association").dependencies.map((urn) => urn.split("::").at(-1));
    expect(await association(recordSite())).toContain("gist-guest-instance");
    expect(await association(make())).not.toContain("gist-guest-instance");
});
