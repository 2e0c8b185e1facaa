import { expect, test } from "vitest";
import { ClusterNetwork } from "../../components/cluster-network.ts";
import type { ControlNicPlan } from "../../plan/control-vm-plan.ts";
import { named, record } from "./mocks.ts";
import { controlledSite } from "./sample-plan.ts";

const nicOf = (kind: ControlNicPlan["kind"]) => {
    const nic = controlledSite({ control: "172.17.1.31" }).controlVm?.nics.find((one) => one.kind === kind);
    if (nic === undefined) throw new Error(`the sample has no ${kind} NIC`);
    return nic;
};
const make = (nic: ControlNicPlan) => record(() => new ClusterNetwork("gist-control-vm-management", { nic }, {}));

test("a K-Cluster's network is a flat one on its physical network, and nobody else's", async () => {
    const recording = await make(nicOf("management"));
    const { inputs } = named(recording, "gist-control-vm-management-network");
    expect(inputs).toMatchObject({
        name: "gist-management",
        shared: false,
        valueSpecs: { "provider:network_type": "flat", "provider:physical_network": "mgmt" },
    });
    expect(inputs).not.toHaveProperty("external");
    expect(recording.resources.filter(({ type }) => /Router|Rbac/.test(type))).toEqual([]);
});

test("Neutron uses its pool alone, and the K-Box is the way out of the management network only", async () => {
    expect(named(await make(nicOf("management")), "gist-control-vm-management-subnet").inputs).toMatchObject({
        cidr: "172.16.1.0/24",
        gatewayIp: "172.16.1.1",
        allocationPools: [{ start: "172.16.1.30", end: "172.16.1.31" }],
    });
    const { inputs } = named(await make(nicOf("control")), "gist-control-vm-management-subnet");
    expect(inputs).toMatchObject({ cidr: "172.17.1.0/24", noGateway: true });
    expect(inputs).not.toHaveProperty("gatewayIp");
});
