import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { privateNetworks } from "../../policy/private-networks.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const changed = async (name: string, inputs: EngineResource["inputs"]) =>
    (await violations([privateNetworks], withInputs(await siteResources(), name, inputs))).join("\n");
const rbac = (targetTenant: unknown): EngineResource => ({
    ...{ type: types.rbacPolicy, name: "rbac", inputs: { objectType: "network", targetTenant } },
});

describe("private-networks", () => {
    test("lets a site's own stack pass", async () =>
        expect(await violations([privateNetworks], await siteResources())).toEqual([]));

    test.each(["gist-tenant-network", "gist-net3-network", "gist-external-network"])(
        "refuses to share %s",
        async (name) =>
            expect(await changed(name, { shared: true })).toBe(
                `${name}.shared: it is shared with every project (true). Allowed: false. Leave it away.`,
            ),
    );

    test("refuses what says it to Neutron directly", async () =>
        expect(await changed("gist-tenant-network", { valueSpecs: { shared: "true" } })).toContain(
            "valueSpecs.shared",
        ));

    test("refuses an RBAC policy for all, and lets one for a project pass", async () => {
        expect((await violations([privateNetworks], [rbac("*")])).join()).toContain(
            "it opens network to every project",
        );
        expect(await violations([privateNetworks], [rbac("4d3c2b1a")])).toEqual([]);
    });

    test("refuses another site's availability zone, and lets the own one pass", async () => {
        expect(await changed("gist-tenant-network", { availabilityZoneHints: ["az1", "az2"] })).toContain("it spans");
        expect(await changed("gist-tenant-network", { availabilityZoneHints: ["az1"] })).toBe("");
        expect(await changed("gist-net3-network", { availabilityZoneHints: ["az1", "az2"] })).toBe("");
    });

    test("refuses what isn't known: honest stacks write it down", async () => {
        expect(await changed("gist-tenant-network", { shared: unknown })).toContain("not known before it is made");
        expect(await violations([privateNetworks], [rbac(unknown)])).toHaveLength(1);
    });
});
