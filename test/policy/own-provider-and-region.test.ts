import { describe, expect, test } from "vitest";
import { ownProviderAndRegion } from "../../policy/own-provider-and-region.ts";
import { type Circumstances, type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const check = (resources: readonly EngineResource[], circumstances?: Circumstances) =>
    violations([ownProviderAndRegion], resources, circumstances);

const network = (more: Partial<EngineResource> = {}): EngineResource => ({
    type: "openstack:networking/network:Network",
    name: "extra",
    inputs: {},
    provider: "gist-region-provider",
    ...more,
});
const provider = (name: string, inputs: Readonly<Record<string, unknown>>): EngineResource => ({
    ...{ type: "pulumi:providers:openstack", name, inputs },
});

describe("own-provider-and-region", () => {
    test("lets a site's and the tower's own stack pass", async () => {
        expect(await check(await siteResources())).toEqual([]);
        expect(await check(await towerResources(), { stack: "lab-tower" })).toEqual([]);
    });

    test("refuses a provider that reaches for another site's region, and says whose it is", async () => {
        const resources = withInputs(await siteResources(), "gist-region-provider", { region: "RegionTwo" });
        expect(await check(resources)).toEqual([
            "gist-region-provider.region: region is RegionTwo, which is korea's. Allowed: RegionOne. Use the region that " +
                "stacks/Pulumi.lab-gist.yaml says, through the provider of the site's Region component.",
        ]);
    });

    test("refuses another site's entry in clouds.yaml", async () => {
        const resources = withInputs(await siteResources(), "gist-region-provider", { cloud: "lab-korea" });
        expect((await check(resources)).join()).toContain("cloud is lab-korea, which is korea's. Allowed: lab-gist.");
    });

    test("refuses a second provider, also when no resource uses it", async () => {
        const second = provider("second", { cloud: "lab-gist", region: "RegionTwo" });
        expect((await check([...(await siteResources()), second])).join()).toMatch(/^second\.region: /);
    });

    test("refuses a provider without a region, which would take OS_REGION_NAME's", async () => {
        const resources = withInputs(await siteResources(), "gist-region-provider", { region: undefined });
        expect((await check(resources)).join()).toContain("region is missing. Allowed: RegionOne.");
    });

    test("refuses what else a provider may be told, such as another Keystone", async () => {
        const resources = withInputs(await siteResources(), "gist-region-provider", { authUrl: "http://203.0.113.99" });
        expect(await check(resources)).toEqual([
            "gist-region-provider.authUrl: the provider is told more than its cloud and region. Allowed: cloud, region, " +
                "version. Write it into the entry lab-gist of clouds.yaml.",
        ]);
    });

    test("refuses the default provider, and no provider at all", async () => {
        const byDefault = provider("default_3_15_2", { version: "3.15.2" });
        const user = network({ provider: "default_3_15_2" });
        const found = await check([...(await siteResources()), byDefault, user]);
        expect(found.join("\n")).toMatch(/^default_3_15_2\.cloud: .*\ndefault_3_15_2\.region: .*\nextra: it uses/);
        const { provider: _, ...bare } = network();
        expect((await check([bare])).join()).toContain("it uses OpenStack's default provider");
    });

    test("refuses a region of a resource's own", async () => {
        const own = network({ inputs: { region: "RegionTwo" } });
        expect((await check([...(await siteResources()), own])).join()).toMatch(/^extra\.region: region is RegionTwo/);
        const same = network({ inputs: { region: "RegionOne" } });
        expect(await check([...(await siteResources()), same])).toEqual([]);
    });

    test("refuses what is in Keystone to all but the tower", async () => {
        const type = "openstack:identity/roleAssignment:RoleAssignment";
        const found = await check([...(await siteResources()), network({ type })]);
        expect(found.join()).toMatch(
            /^extra: it is in Keystone, .* Leave projects, users and roles to stack lab-tower\.$/,
        );
    });

    test("judges what is only looked up, too", async () => {
        const resources = await siteResources();
        const { provider: _, ...bare } = network({ read: true });
        expect(await check([...resources, network({ read: true })])).toEqual([]);
        expect((await check([...resources, bare])).join()).toMatch(/^extra: it uses OpenStack's default provider/);
    });

    test("refuses a region that a preview doesn't know: an honest stack writes it down", async () => {
        const resources = withInputs(await siteResources(), "gist-region-provider", { region: unknown });
        expect((await check(resources)).join()).toContain("region is not known before it is made. Allowed: RegionOne.");
    });
});
