import { expect, test } from "vitest";
import { ownKBox } from "../../policy/own-k-box.ts";
import { ownProviderAndRegion } from "../../policy/own-provider-and-region.ts";
import { plannedNamesAndRanges } from "../../policy/planned-names-and-ranges.ts";
import { plannedTunnels } from "../../policy/planned-tunnels.ts";
import { privateNetworks } from "../../policy/private-networks.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { tricircleFiles } from "../plan/tricircle/sample.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const plan = samplePlan(tricircleFiles());
const tower = { plan, stack: "lab-tower" };
const pack = [ownKBox, ownProviderAndRegion, plannedNamesAndRanges, plannedTunnels, privateNetworks];
const ofSite = async (name: string, inputs: EngineResource["inputs"]) =>
    (await violations(pack, withInputs(await siteResources("gist", plan), name, inputs), { plan })).join("\n");
const ofTower = async (name: string, inputs: EngineResource["inputs"]) =>
    (await violations(pack, withInputs(await towerResources(plan), name, inputs), tower)).join("\n");

test("the stacks themselves pass", async () => {
    expect(await violations(pack, await siteResources("gist", plan), { plan })).toEqual([]);
    expect(await violations(pack, await towerResources(plan), tower)).toEqual([]);
});

test("a dynamic resource with another program, credential, region or network is refused, and what isn't known", async () => {
    for (const inputs of [
        { __provider: "exports.handler = () => ({})" },
        { __provider: unknown },
        { cloud: "lab-korea" },
        { region: "RegionTwo" },
        { central: "RegionTwo" },
        { name: "net2" },
        { vni: 7 },
    ]) {
        expect(await ofSite("gist-net3-network", inputs), JSON.stringify(inputs)).toContain("nobody can tell");
    }
    expect(await ofTower("tower-central-pod-gist", { availabilityZone: "az9" })).toContain("nobody can tell");
});

test("with a mesh each of them is refused", async () => {
    const pulled = (await siteResources("gist", plan)).flatMap(({ parent: _, sources: __, ...bare }) =>
        bare.name === "gist-net3-network" || bare.name === "default" ? [bare] : [],
    );
    expect(await violations([ownKBox], pulled, { plan })).toEqual([]);
    expect((await violations([ownKBox], pulled)).join()).toContain("nobody can tell");
});

test("a site's network or router is for its own region alone, said in so many words", async () => {
    for (const name of ["gist-tenant-network", "gist-external-network", "gist-router-router"]) {
        for (const hints of [undefined, ["RegionTwo"], ["RegionOne", "RegionTwo"], unknown]) {
            expect(await ofSite(name, { availabilityZoneHints: hints })).toContain(`${name}.availabilityZoneHints`);
        }
    }
    expect(await ofSite("gist-central-provider", { region: "RegionTwo" })).toContain("which is korea's");
});

test("net3 is the tower's: VXLAN with the planned VNI, without hints", async () => {
    expect(await ofTower("tower-central-net3-network", { availabilityZoneHints: ["RegionOne"] })).toContain(
        "it is for",
    );
    expect(await ofTower("tower-central-net3-network", { valueSpecs: {} })).toContain("net3 is on");
    expect(await ofTower("tower-central-net3-network", { name: "net9" })).toContain("no name that is planned");
    expect(await ofSite("gist-tenant-network", { shared: true })).toContain("shared with every project");
});
