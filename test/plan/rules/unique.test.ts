import { describe, expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

describe("what tells sites apart", () => {
    test("isn't told apart by letter case", () => {
        expect(errorsOf(edited("korea", "RegionTwo", "regionone"))).toEqual([
            "sites.korea.region: regionone is taken by sites.gist.region. Each site is a region of its own: choose another one.",
        ]);
    });

    test("are K-Boxes' addresses and VTEPs' alike", () => {
        expect(errorsOf(edited("korea", "vtep: { address: 203.0.113.12", "vtep: { address: 203.0.113.11"))).toEqual([
            "sites.korea.vtep.address: 203.0.113.11 is taken by sites.gist.kBox.address. " +
                "Each K-Box has addresses of its own: choose another one.",
        ]);
    });

    test("may be the same for K-Box and VTEP of one site, or not", () => {
        expect(errorsOf(edited("korea", "vtep: { address: 203.0.113.12", "vtep: { address: 203.0.113.99"))).toEqual([]);
    });

    test("is all named when a site's file is a copy of another's", () => {
        expect(errorsOf({ korea: sample.gist }).map((line) => line.split(":")[0])).toEqual([
            "sites.korea.availabilityZone",
            "sites.korea.baseMac",
            "sites.korea.cloud",
            "sites.korea.external.cidr",
            "sites.korea.kBox.address",
            "sites.korea.networks.management.cidr",
            "sites.korea.region",
            "sites.korea.shared.net3.pool",
            "sites.korea.tenant.cidr",
            "sites.korea.vtep.address",
        ]);
    });
});
