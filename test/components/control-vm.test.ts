import { expect, test } from "vitest";
import { Site } from "../../components/site.ts";
import { named, record } from "./mocks.ts";
import { controlledSite, samplePlan, siteOf } from "./sample-plan.ts";

const keys = { kBoxKey: "key", guestPublicKey: "ssh-ed25519 AAAA", controlPublicKey: "ssh-ed25519 BBBB" };
const make = (site = controlledSite()) => record(() => new Site("gist", { site, ...keys }));

test("a control VM is on its K-Cluster's own networks and on no other", async () => {
    const both = await make(controlledSite({ control: "172.17.1.31" }));
    expect(named(both, "gist-control-vm-instance").inputs).toMatchObject({
        name: "gist-control-vm",
        networks: [{ port: "gist-control-vm-port-management-id" }, { port: "gist-control-vm-port-control-id" }],
    });
    expect(named(both, "gist-control-vm-port-management").inputs).toMatchObject({
        networkId: "gist-control-vm-management-network-id",
        fixedIps: [{ subnetId: "gist-control-vm-management-subnet-id", ipAddress: "172.16.1.31" }],
        securityGroupIds: ["gist-control-vm-security-group-id"],
        portSecurityEnabled: true,
    });
    expect(named(await make(), "gist-control-vm-instance").inputs.networks).toHaveLength(1);
});

test("it lets in SSH from the K-Box, and out what its plan names, without Neutron's own rules", async () => {
    const recording = await make();
    expect(named(recording, "gist-control-vm-security-group").inputs.deleteDefaultRules).toBe(true);
    const rules = recording.resources
        .filter(({ type, inputs }) => type.endsWith(":SecGroupRule") && /control-vm/.test(`${inputs.securityGroupId}`))
        .map(({ inputs }) => `${inputs.direction} ${inputs.remoteIpPrefix} ${inputs.protocol} ${inputs.portRangeMin}`);
    expect(rules).toEqual([
        "egress 172.16.1.0/24 undefined undefined",
        "egress 203.0.113.11/32 tcp 8774",
        "egress 203.0.113.11/32 tcp 9292",
        "egress 203.0.113.11/32 tcp 9696",
        "egress 203.0.113.11/32 tcp 8778",
        "egress 203.0.113.10/32 tcp 5000",
        "egress 169.254.169.254/32 tcp 80",
        "egress 255.255.255.255/32 udp 67",
        "ingress 172.16.1.1/32 tcp 22",
    ]);
});

test("its rules and the guest's are deleted with their groups, which Neutron does at once", async () => {
    const recording = await make();
    const rules = recording.resources.filter(({ type }) => type.endsWith(":SecGroupRule"));
    const groups = ["gist-guest-security-group", "gist-control-vm-security-group"];
    expect(new Set(rules.map(({ deletedWith }) => deletedWith))).toEqual(
        new Set(groups.map((name) => named(recording, name).urn)),
    );
});

test("its key is its own, and opens no guest", async () => {
    const recording = await make();
    const { inputs } = named(recording, "gist-control-vm-keypair");
    expect(inputs).toEqual({ name: "k-one-lab-gist-control-vm", publicKey: "ssh-ed25519 BBBB" });
    expect(named(recording, "gist-control-vm-instance").inputs.keyPair).toBe("k-one-lab-gist-control-vm");
    expect(named(recording, "gist-guest-instance").inputs.keyPair).toBe("k-one-lab-gist");
});

test("it boots after its rules, so that it gets its address and its key", async () => {
    const recording = await make();
    const { dependencies } = named(recording, "gist-control-vm-instance");
    for (const name of ["gist-control-vm-to-metadata", "gist-control-vm-ssh", "gist-control-vm-management-subnet"]) {
        expect(dependencies).toContain(named(recording, name).urn);
    }
});

test("a site that declares none has none, and no network of its K-Cluster in Neutron", async () => {
    const { result, resources } = await make(siteOf(samplePlan(), "gist"));
    expect(result.controlVm).toBeNull();
    expect(resources.filter(({ name }) => name.includes("control-vm"))).toEqual([]);
});
