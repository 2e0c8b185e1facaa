import { describe, expect, test } from "vitest";
import { adopt, knownIds, logicalName, type StackState, type StateResource } from "../../../cli/recover/state.ts";

const network: StateResource = {
    urn: "urn:pulumi:lab-gist::k-one::openstack:networking/network:Network::gist-tenant-network",
    type: "openstack:networking/network:Network",
    custom: true,
    parent: "site",
    provider: "p::1",
    inputs: { name: "net1", description: "k-one:lab-gist:gist-tenant-network", __defaults: [] },
};

function state(pending: StateResource[], resources: StateResource[] = []): StackState {
    const operations = pending.map((resource) => ({ type: "creating" as const, resource }));
    return { version: 3, deployment: { manifest: {}, resources, pending_operations: operations } };
}

describe("adopt", () => {
    test("keeps what the program gave, so that the next run has nothing to replace", () => {
        const adopted = adopt(state([network]), [{ resource: network, id: "a" }]);
        expect(adopted.deployment.resources).toEqual([
            {
                ...network,
                id: "a",
                outputs: { name: "net1", description: "k-one:lab-gist:gist-tenant-network", id: "a" },
            },
        ]);
        expect(adopted.deployment).not.toHaveProperty("pending_operations");
        expect(adopted.deployment.manifest).toEqual({});
    });

    test("what it was made to replace waits to be deleted", () => {
        const old = { ...network, id: "old" };
        const { resources } = adopt(state([network], [old]), [{ resource: network, id: "new" }]).deployment;
        expect(resources).toMatchObject([{ id: "old", delete: true }, { id: "new" }]);
    });
});

test("a resource is called by the last part of its URN", () => {
    expect(logicalName(network.urn)).toBe("gist-tenant-network");
});

test("ids of one type aren't another's", () => {
    const known = state([], [{ ...network, id: "a" }, { ...network, type: "t", id: "b" }, network]);
    expect([...knownIds(known, network.type)]).toEqual(["a"]);
});
