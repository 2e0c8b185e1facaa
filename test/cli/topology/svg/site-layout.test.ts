import { describe, expect, test } from "vitest";
import { compareTopologies, type MarkedSite } from "../../../../cli/topology/changes.ts";
import { layOutSite } from "../../../../cli/topology/svg/site-layout.ts";
import { topologyOf } from "../../../../cli/topology/topology.ts";
import { controlledPlan } from "../../../components/sample-plan.ts";
import { elk } from "./pictures.ts";

const gist = () =>
    compareTopologies(null, topologyOf(controlledPlan({ control: "172.17.1.31" }))).sites[0] as MarkedSite;

describe("a site's layout", () => {
    test("has every part inside the site, and none over another", async () => {
        const { boxes, width, height } = await layOutSite(elk, gist());
        const outside = boxes.filter(
            ({ at, ...box }) => at.x < 0 || at.y < 0 || at.x + box.width > width || at.y + box.height > height,
        );
        expect(outside).toEqual([]);
        const overlaps = boxes.flatMap((one, index) =>
            boxes
                .slice(index + 1)
                .filter(
                    (other) =>
                        one.at.x < other.at.x + other.width &&
                        other.at.x < one.at.x + one.width &&
                        one.at.y < other.at.y + other.height &&
                        other.at.y < one.at.y + one.height,
                ),
        );
        expect(overlaps).toEqual([]);
    });

    test("leads from the way out down to net3, and draws every line", async () => {
        const { boxes, links, ways } = await layOutSite(elk, gist());
        const heights = ["external", "router", "tenant", "guest", "end/net3"].map(
            (name) => boxes.find(({ part }) => part.id === `gist/${name}`)?.at.y ?? Number.NaN,
        );
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
        expect(links.filter(({ points }) => points.length < 2)).toEqual([]);
        expect(ways.map(({ link }) => `${link.from} ${link.to}`)).toEqual([
            "gist/end/net3 tower/net3",
            "tower gist/k-box",
            "tower gist/control-vm",
        ]);
    });

    test("is the same each time", async () => {
        const site = gist();
        expect(await layOutSite(elk, site)).toEqual(await layOutSite(elk, site));
    });
});
