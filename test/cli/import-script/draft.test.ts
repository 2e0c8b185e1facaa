import { expect, test } from "vitest";
import { draftFiles } from "../../../cli/import-script/draft.ts";
import { sampleSite, sampleTower } from "./sample.ts";

const draft = (...sites: Parameters<typeof draftFiles>[0]["sites"]) =>
    draftFiles({ environment: "sample", tower: sampleTower, sites, existing: new Map(), settings: [] });

test("a site without a server has no guest, and none is imported", () => {
    const { objects, findings } = draft(sampleSite(1, { servers: [] }));
    expect(objects.get("site1")).toMatchObject({ imported: ["external"] });
    expect(objects.get("site1")).not.toHaveProperty("guest");
    expect(findings).toEqual([]);
});

test("the tower gets what the first site says, and a finding tells of a site that says otherwise", () => {
    const [first, second] = [sampleSite(1), sampleSite(2)];
    const subnets = second.snapshot.subnets.map((subnet) => ({
        ...subnet,
        cidr: subnet.cidr.replace("10.0.3.", "10.0.8."),
    }));
    const { objects, findings } = draft(first, sampleSite(2, { subnets }));
    expect(objects.get("tower")).toMatchObject({ sharedNetworks: { net3: { cidr: "10.0.3.0/24" } } });
    expect(findings.map(({ path }) => path)).toEqual(["sites.site2.shared.net3"]);
});
