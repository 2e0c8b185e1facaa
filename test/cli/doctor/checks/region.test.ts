import { expect, test } from "vitest";
import { region } from "../../../../cli/doctor/checks/region.ts";
import { findings, gist } from "../fakes.ts";

test("finds the services that a site's stack uses", async () => {
    expect(await findings(region, gist)).toEqual(["ok: Region1 with compute, image, network"]);
});

test("names the regions that there are, when the name is wrong", async () => {
    expect(await findings(region, { ...gist, region: "RegionOen" }, { endpoints: {} })).toEqual([
        "wrong: RegionOen isn't in Keystone's catalogue; there are Region1, Region2. Correct region in stacks/Pulumi.sample-gist.yaml, or have the region's endpoints made.",
    ]);
});

test("names a service that is missing", async () => {
    const [found = ""] = await findings(region, gist, { endpoints: { network: "http://h" } });
    expect(found).toMatch(
        /^wrong: Region1 has no public endpoint of compute, image in Keystone's catalogue; it has network\./,
    );
});
