import { expect, test } from "vitest";
import { fillImport, importIds } from "../../../cli/import-script/import-file.ts";
import { sampleSite } from "./sample.ts";

test("every old object has its id in the form of Pulumi's provider", () => {
    expect(Object.fromEntries(importIds(sampleSite(1)))).toEqual({
        "site1-tenant-network": "tenant-id",
        "site1-tenant-subnet": "tenant-subnet-id",
        "site1-external-network": "external-id",
        "site1-external-subnet": "external-subnet-id",
        "site1-router-router": "router-id",
        "site1-router-tenant": "router-port-id",
        "site1-guest-port": "tenant-port-id",
        "site1-guest-instance": "vm1-id",
        "site1-guest-floating-ip": "floating-id",
        "site1-guest-floating-ip-association": "floating-id",
    });
});

test("what isn't there has none, and net3 never has: the mesh makes it anew", () => {
    const ids = importIds(sampleSite(1, { floatingIps: [], servers: [] }));
    expect([...ids.keys()].filter((name) => name.includes("guest") || name.includes("net3"))).toEqual([]);
});

const all = {
    nameTable: { "gist-region-provider": "urn" },
    resources: [
        { type: "k-one:index:Site", name: "gist", component: true },
        { type: "k-one:index:TenantNetwork", name: "gist-tenant", component: true, parent: "gist" },
        {
            type: "Network",
            name: "gist-tenant-network",
            id: "<PLACEHOLDER>",
            parent: "gist-tenant",
            provider: "gist-region-provider",
        },
        { type: "k-one:index:SharedNetwork", name: "gist-net3", component: true, parent: "gist" },
        { type: "Network", name: "gist-net3-network", id: "<PLACEHOLDER>", parent: "gist-net3" },
        { type: "Router", name: "gistRouter", logicalName: "gist-router", id: "<PLACEHOLDER>", parent: "gist" },
    ],
};

test("ids take the placeholders' place; resources and components without an old object are left out", () => {
    const ids = new Map([
        ["gist-tenant-network", "n1"],
        ["gist-router", "r1"],
    ]);
    const { file, created } = fillImport(all, ids);
    expect(file.nameTable).toEqual(all.nameTable);
    expect(file.resources.map(({ name, id }) => [name, id])).toEqual([
        ["gist", undefined],
        ["gist-tenant", undefined],
        ["gist-tenant-network", "n1"],
        ["gistRouter", "r1"],
    ]);
    expect(created.map(({ name }) => name)).toEqual(["gist-net3-network"]);
});

test("an object that the program has no resource for stops it: a second one would be made", () => {
    expect(() => fillImport(all, new Map([["gist-guest-port", "p1"]]))).toThrow("no resource gist-guest-port");
});
