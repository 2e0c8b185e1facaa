import { expect, test } from "vitest";
import { renderRows, reportSite } from "../../../cli/import-script/report.ts";
import { sampleSite } from "./sample.ts";

const created = [
    { type: "Network", name: "site1-net3-network" },
    { type: "SecGroup", name: "site1-guest-security-group" },
];
const rows = reportSite(sampleSite(1), created);
const row = (resource: string) => rows.find((candidate) => candidate.resource === resource);

test("what only gets our label is imported; what changes in place says how", () => {
    expect(row("site1-tenant-network")).toMatchObject({ object: "network net1", id: "tenant-id", action: "import" });
    expect(row("site1-external-subnet")).toMatchObject({ action: "update", why: "name ext-subnet1 → ext-net1-subnet" });
    expect(row("site1-guest-port")).toMatchObject({
        action: "update",
        why: "security group → the guest's own; address pairs 0.0.0.0/0 → none",
    });
    expect(row("site1-guest-instance")).toMatchObject({
        object: "server vm1",
        action: "update",
        why: "name vm1 → site1-guest; key, image, flavor and zone stay",
    });
});

test("what the old environment lacks is created", () => {
    expect(row("site1-net3-network")).toMatchObject({ object: null, id: null, action: "create" });
    expect(row("site1-guest-security-group")?.why).toMatch(/own rules/);
});

test("the old net3 is left alone, and which guest that touches is said", () => {
    const left = rows.filter(({ action }) => action === "leave").map(({ object, id, why }) => [object, id, why]);
    expect(left[0]).toEqual([
        "network net3",
        "net3-id",
        "its type can't change in place; touches vm1: it gets a new NIC with the same address",
    ]);
    expect(left.map(([object]) => object)).toEqual([
        "network net3",
        "subnet net3-subnet",
        "port on net3",
        "security group default",
    ]);
});

test("a table shows them all", () => {
    const text = renderRows(rows, false);
    expect(text.split("\n").filter((line) => line.includes("site1 "))).toHaveLength(rows.length);
    expect(text).toContain("left alone");
});
