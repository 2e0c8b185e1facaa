import { describe, expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

const third = sample.korea
    .replace("RegionTwo", "RegionThree")
    .replace("az2", "az3")
    .replace("lab-korea", "lab-kaist")
    .replaceAll("203.0.113.12", "203.0.113.13")
    .replaceAll("192.168.102.", "192.168.103.")
    .replace("10.2.0.0/24", "10.3.0.0/24")
    .replace("10.2.0.10", "10.3.0.10")
    .replace("10.30.0.32-10.30.0.47", "10.30.0.48-10.30.0.63")
    .replace("10.30.0.36", "10.30.0.52")
    .replace("fa:16:3e:02", "fa:16:3e:03")
    .replace("172.16.2.0", "172.16.3.0");

describe("blocks", () => {
    test("lie apart at three sites", () => {
        expect(errorsOf({ kaist: third })).toEqual([]);
    });

    test("that clash are the later site's to change, whichever lies in the other", () => {
        const inner = { ...edited("korea", "10.2.0.0/24", "10.0.0.0/14"), kaist: third };
        expect(errorsOf(inner)).toEqual([
            "sites.korea.tenant.cidr: 10.0.0.0/14 overlaps sites.gist.tenant.cidr (10.1.0.0/24) and " +
                "sites.kaist.tenant.cidr (10.3.0.0/24). Choose a block outside all of them.",
        ]);
    });

    test("of one site are apart too", () => {
        const text = sample.gist.replace("172.16.1.0/24", "192.168.101.128/25");
        expect(errorsOf({ gist: text })).toEqual([
            "sites.gist.networks.management.cidr: 192.168.101.128/25 overlaps " +
                "sites.gist.external.cidr (192.168.101.0/24). Choose a block outside 192.168.101.0/24.",
        ]);
    });

    test("of a K-Cluster may hold its own K-Box and VTEP, and no other's", () => {
        const management = edited("gist", "172.16.1.0/24", "203.0.113.8/29");
        expect(errorsOf(management)).toEqual([
            "sites.gist.networks.management.cidr: 203.0.113.8/29 overlaps tower.identity.authUrl (203.0.113.10) and " +
                "sites.korea.kBox.address (203.0.113.12). Choose a block outside all of them.",
        ]);
        const elsewhere = edited("korea", "address: 203.0.113.12\n", "address: 198.51.100.12\n");
        const korea = elsewhere.korea?.replace("203.0.113.12", "198.51.100.12") ?? "";
        const tower = edited("tower", "outside:", "host: gist\n    outside:").tower?.replace(".10:5000", ".11:5000");
        expect(errorsOf({ ...management, tower: tower ?? null, korea })).toEqual([]);
    });

    test("hold neither a VTEP that differs from its K-Box, nor the address outside", () => {
        const vtep = edited("korea", "vtep: { address: 203.0.113.12", "vtep: { address: 10.1.0.200");
        const outside = edited("tower", "outside: 203.0.113.1", "outside: 10.2.0.200");
        expect(errorsOf({ ...vtep, ...outside })).toEqual([
            "sites.gist.tenant.cidr: 10.1.0.0/24 overlaps sites.korea.vtep.address (10.1.0.200). " +
                "Choose a block outside 10.1.0.200.",
            "sites.korea.tenant.cidr: 10.2.0.0/24 overlaps tower.outside (10.2.0.200). Choose a block outside 10.2.0.200.",
        ]);
    });

    test("of two shared networks may be the same: they are segments of their own", () => {
        expect(
            errorsOf(edited("tower", "{ net3:", "{ blue: { cidr: 10.30.0.0/24, vni: 4, mtu: 1400 }, net3:")),
        ).toEqual([]);
    });

    test("may stand beside a Keystone that is given by name", () => {
        expect(errorsOf(edited("tower", "http://203.0.113.10:5000", "https://keystone.example:5000"))).toEqual([]);
    });
});
