import { expect, test } from "vitest";
import { Tower } from "../../../components/tower.ts";
import { tricircleFiles } from "../../plan/tricircle/sample.ts";
import { named, record } from "../mocks.ts";
import { samplePlan, thirdSite } from "../sample-plan.ts";

const towerOf = (files: Readonly<Record<string, string>>, production = false) => {
    const { tower } = samplePlan(files);
    const passwords = Object.fromEntries(tower.sites.map((site) => [site, "password"]));
    return record(() => new Tower("tower", { tower: { ...tower, production }, passwords }), { stack: "lab-tower" });
};

test("the tower makes a pod of each region, the Central Region's first, and then net3", async () => {
    const made = await towerOf(tricircleFiles());
    const [central, gist] = ["central", "gist"].map((name) => named(made, `tower-central-pod-${name}`));
    expect(central?.inputs).toMatchObject({ cloud: "lab-tower", region: "CentralRegion", availabilityZone: "" });
    expect(gist?.inputs).toMatchObject({ central: "CentralRegion", region: "RegionOne", availabilityZone: "az1" });
    expect(gist?.dependencies).toContain(central?.urn);
    expect(named(made, "tower-central-pod-korea").dependencies).toContain(gist?.urn);
    const network = named(made, "tower-central-net3-network");
    expect(network.dependencies).toEqual(expect.arrayContaining([central?.urn, gist?.urn]));
    expect(network.inputs).toMatchObject({
        name: "net3",
        shared: true,
        valueSpecs: { "provider:network_type": "vxlan", "provider:segmentation_id": "70003" },
    });
    expect(network.inputs.availabilityZoneHints).toBeUndefined();
    expect(named(made, "tower-central-net3-subnet").inputs).toMatchObject({
        cidr: "10.30.0.0/24",
        noGateway: true,
        allocationPools: [{ start: "10.30.0.1", end: "10.30.0.15" }],
    });
});

test("a third site adds a pod, and changes neither net3 nor the others", async () => {
    const before = await towerOf(tricircleFiles());
    const after = await towerOf({ ...tricircleFiles(), kaist: thirdSite });
    for (const name of ["pod-central", "pod-gist", "pod-korea", "net3-network", "net3-subnet"]) {
        expect(named(after, `tower-central-${name}`).inputs).toEqual(named(before, `tower-central-${name}`).inputs);
    }
    expect(named(after, "tower-central-pod-kaist").inputs).toMatchObject({ region: "RegionFive" });
});

test("production protects the pods and net3", async () => {
    const { resources } = await towerOf(tricircleFiles(), true);
    expect(resources.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
        "tower-central-pod-central",
        "tower-central-pod-gist",
        "tower-central-pod-korea",
        "tower-central-net3-network",
    ]);
});

test("a mesh has none of it", async () => {
    const { result, resources } = await towerOf({});
    expect(result.central).toBeNull();
    expect(resources.filter(({ name }) => name.startsWith("tower-central"))).toEqual([]);
});
