import { describe, expect, test } from "vitest";
import { resolvePending } from "../../../cli/recover/pending.ts";
import type { StackState, StateResource } from "../../../cli/recover/state.ts";
import type { Cloud } from "../../../cloud/cloud.ts";

const network = resource("gist-tenant-network", "openstack:networking/network:Network", {
    name: "net1",
    description: "k-one:lab-gist:gist-tenant-network",
    __defaults: [],
});
const command = resource("gist-net3-vtep-config", "command:remote:Command", { create: "true" });

function resource(name: string, type: string, inputs: Record<string, unknown>): StateResource {
    return {
        urn: `urn:pulumi:lab-gist::k-one::${type}::${name}`,
        type,
        custom: true,
        parent: "site",
        provider: "p::1",
        inputs,
    };
}

function state(
    pending: StateResource[],
    resources: StateResource[] = [],
    type: "creating" | "updating" = "creating",
): StackState {
    const operations = pending.map((entry) => ({ type, resource: entry }));
    return { version: 3, deployment: { manifest: {}, resources, pending_operations: operations } };
}

/** A cloud whose every list of networks holds these ids. */
function having(...ids: string[]) {
    const networks = ids.map((id) => ({ id, description: network.inputs?.description }));
    const cloud = { projectId: "p", request: async () => ({ networks }) } as unknown as Cloud;
    return async () => ({ cloud, region: "RegionOne", report: () => undefined });
}

const nobody = () => Promise.reject(new Error("the cloud was asked"));

describe("resolvePending", () => {
    test("none: the create is forgotten", async () => {
        expect(await resolvePending(state([network]), "lab-gist", having())).toEqual({
            adopted: [],
            cleared: [network],
            reread: [],
        });
    });

    test("one: it is adopted", async () => {
        const { adopted, cleared } = await resolvePending(state([network]), "lab-gist", having("a"));
        expect({ adopted, cleared }).toEqual({ adopted: [{ resource: network, id: "a" }], cleared: [] });
    });

    test("several: it stops and names them all", async () => {
        await expect(resolvePending(state([network]), "lab-gist", having("a", "b"))).rejects.toThrow(
            /lab-gist: .*several that fit:\n {2}gist-tenant-network \(openstack:networking\/network:Network\): a, b\nDelete all but one/,
        );
    });

    test("one that the state has already was made by a run in between: the create is forgotten", async () => {
        const known = { ...network, id: "a" };
        const { adopted } = await resolvePending(state([network], [known]), "lab-gist", having("a"));
        expect(adopted).toEqual([]);
    });

    test("the old one of a replacement isn't the new one", async () => {
        const old = { ...network, id: "old" };
        const { adopted } = await resolvePending(state([network], [old]), "lab-gist", having("old", "new"));
        expect(adopted).toEqual([{ resource: network, id: "new" }]);
    });

    test("a command on the K-Box is repeated, and no cloud is asked for it", async () => {
        const { cleared } = await resolvePending(state([command]), "lab-gist", nobody);
        expect(cleared).toEqual([command]);
    });

    test("an update or delete is read again", async () => {
        const known = { ...network, id: "a" };
        expect(await resolvePending(state([known], [known], "updating"), "lab-gist", nobody)).toEqual({
            adopted: [],
            cleared: [],
            reread: [known],
        });
    });

    test("a type it can't look up stops it, with the way out", async () => {
        const zone = resource("gist-zone", "openstack:dns/zone:Zone", {});
        await expect(resolvePending(state([zone]), "lab-gist", nobody)).rejects.toThrow(
            /gist-zone \(openstack:dns\/zone:Zone\), which k-one can't look up.*--clear-pending-creates --stack lab-gist/,
        );
    });

    test("a create begun twice counts once", async () => {
        const { adopted } = await resolvePending(state([network, network]), "lab-gist", having("a"));
        expect(adopted).toHaveLength(1);
    });
});
