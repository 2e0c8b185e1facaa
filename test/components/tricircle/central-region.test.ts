import { expect, test } from "vitest";
import { named } from "../mocks.ts";
import { samplePlan } from "../sample-plan.ts";
import { recordSite } from "./site.ts";

test("a site's networks, router, ports and addresses go through Central, its guest and key to its own region", async () => {
    const made = await recordSite();
    const central = named(made, "gist-central-provider");
    expect(central.inputs).toMatchObject({ cloud: "lab-gist", region: "CentralRegion" });
    const own = named(made, "gist-region-provider");
    expect(own.inputs).toMatchObject({ cloud: "lab-gist", region: "RegionOne" });
    const users = made.resources.filter(({ type }) => type.startsWith("openstack:"));
    const by = (provider: typeof central) =>
        users.filter((one) => one.provider.startsWith(`${provider.urn}::`)).map(({ type }) => type.split(":")[1]);
    expect(new Set(by(own).map((type) => type?.split("/")[0]))).toEqual(new Set(["compute"]));
    expect(new Set(by(central).map((type) => type?.split("/")[0]))).toEqual(new Set(["networking"]));
    expect(by(own).length + by(central).length).toBe(users.length);
});

test("each network and the router is for the own region alone, and the router gets its gateway afterwards", async () => {
    const made = await recordSite();
    for (const name of ["gist-tenant-network", "gist-external-network", "gist-router-router"]) {
        expect(named(made, name).inputs.availabilityZoneHints).toEqual(["RegionOne"]);
    }
    expect(named(made, "gist-router-router").inputs.vendorOptions).toEqual({ setRouterGatewayAfterCreate: true });
});

test("with a mesh nothing goes through Central", async () => {
    const { resources } = await recordSite(samplePlan());
    expect(resources.filter(({ name }) => name.startsWith("gist-central"))).toEqual([]);
    expect(resources.filter(({ inputs }) => "availabilityZoneHints" in inputs || "vendorOptions" in inputs)).toEqual(
        [],
    );
});
