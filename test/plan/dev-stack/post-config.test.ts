import { expect, test } from "vitest";
import { nodePostConfig, regionPostConfig } from "../../../plan/dev-stack/post-config.ts";
import { siteGround } from "../../../plan/dev-stack/site-ground.ts";
import { devStackEnvironment, onGist } from "./environment.ts";

function gist(tower: object = onGist) {
    const environment = devStackEnvironment(tower);
    const file = environment.sites[0]?.file;
    if (file === undefined) throw new Error("the sample has no site");
    return siteGround("gist", file, environment.tower, null);
}

test("Nova finds its images in its own region, on the K-Box as on a compute node", () => {
    const own = { name: "glance", values: [["region_name", "RegionOne"]] };
    for (const config of [regionPostConfig(gist()), nodePostConfig(gist())]) {
        const cpu = config.find(({ file }) => file === "$NOVA_CPU_CONF");
        expect(cpu?.sections).toContainEqual(own);
    }
});

test("net3's packets are as large as the tower says, and the region's MAC addresses its own", () => {
    const sections = regionPostConfig(gist()).flatMap(({ sections }) => sections);
    expect(sections).toContainEqual({ name: "ml2", values: [["physical_network_mtus", "net3:1450"]] });
    expect(sections.flatMap(({ values }) => values)).toContainEqual(["base_mac", "fa:16:3e:01:00:00"]);
});
