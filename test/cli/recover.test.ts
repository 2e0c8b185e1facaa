import { expect, test } from "vitest";
import type { StackState, StateResource } from "../../cli/recover/state.ts";
import { type RecoverableStack, recoverStack } from "../../cli/recover.ts";
import type { Cloud } from "../../cloud/cloud.ts";

const network: StateResource = {
    urn: "urn:pulumi:lab-none::k-one::openstack:networking/network:Network::gist-tenant-network",
    type: "openstack:networking/network:Network",
    custom: true,
    inputs: { name: "net1" },
};

interface Calls {
    imported: StackState | null;
    refreshed: readonly string[];
}

function stack(
    state: StackState | null,
    ids: readonly string[],
): { readonly stack: RecoverableStack; readonly calls: Calls } {
    const calls: Calls = { imported: null, refreshed: [] };
    const networks = ids.map((id) => ({ id, name: "net1" }));
    const cloud = { projectId: null, request: async () => ({ networks }) } as unknown as Cloud;
    return {
        calls,
        stack: {
            name: `lab-none${process.pid}`,
            project: "k-one",
            backend: "s3://none",
            exportState: async () => state,
            importState: async (imported) => {
                calls.imported = imported;
            },
            refresh: async (urns) => {
                calls.refreshed = urns;
            },
            openCloud: async () => ({ cloud, region: "RegionOne", report: () => undefined }),
        },
    };
}

const nothing = () => undefined;
const pending: StackState = {
    version: 3,
    deployment: { resources: [], pending_operations: [{ type: "creating", resource: network }] },
};

test("a stack in order isn't touched", async () => {
    const { stack: calm, calls } = stack({ version: 3, deployment: { resources: [network] } }, []);
    expect(await recoverStack(calm, nothing)).toEqual([]);
    expect(calls).toEqual({ imported: null, refreshed: [] });
});

test("a stack that the backend doesn't have is none to recover", async () => {
    expect(await recoverStack(stack(null, []).stack, nothing)).toEqual([]);
});

test("a found object goes into the state and is read", async () => {
    const { stack: broken, calls } = stack(pending, ["a"]);
    expect(await recoverStack(broken, nothing)).toEqual([
        "gist-tenant-network was made by the killed run (a) and is kept",
    ]);
    expect(calls.imported?.deployment.resources).toMatchObject([{ urn: network.urn, id: "a" }]);
    expect(calls.refreshed).toEqual([network.urn]);
});

test("a create that made nothing is forgotten, and nothing is read", async () => {
    const { stack: broken, calls } = stack(pending, []);
    expect(await recoverStack(broken, nothing)).toHaveLength(1);
    expect(calls.imported?.deployment).toEqual({ resources: [] });
    expect(calls.refreshed).toEqual([]);
});

test("several candidates leave the state as it is", async () => {
    const { stack: broken, calls } = stack(pending, ["a", "b"]);
    await expect(recoverStack(broken, nothing)).rejects.toThrow("a, b");
    expect(calls.imported).toBeNull();
});
