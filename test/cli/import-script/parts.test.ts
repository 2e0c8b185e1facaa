import { describe, expect, test } from "vitest";
import { findParts, oldNames } from "../../../cli/import-script/parts.ts";
import { sampleSite, sampleSnapshot } from "./sample.ts";

describe("the parts of an old site", () => {
    test("are found by the script's names", () => {
        const old = sampleSite(2);
        expect(old.findings).toEqual([]);
        expect([old.tenant, old.external, old.shared].map((part) => part?.network.name)).toEqual([
            "net2",
            "ext-net2",
            "net3",
        ]);
        expect([old.router?.name, old.server?.name]).toEqual(["R2", "vm2"]);
        expect([old.routerPort?.id, old.tenantPort?.id, old.sharedPort?.id]).toEqual([
            "router-port-id",
            "tenant-port-id",
            "net3-port-id",
        ]);
        expect(old.floatingIp?.id).toBe("floating-id");
    });

    test("are found by their place where Tricircle named its copies after ids", () => {
        const { networks, routers, ...rest } = sampleSnapshot(1);
        const old = findParts("site1", oldNames(1), {
            ...rest,
            networks: networks.map((network) => (network.name === "ext-net1" ? { ...network, name: "9f2c" } : network)),
            routers: routers.map((router) => ({ ...router, name: "77aa" })),
        });
        expect([old.router?.id, old.external?.network.id]).toEqual(["router-id", "external-id"]);
    });

    test("that two objects could be are left open, and both are named", () => {
        const { networks, ...rest } = sampleSnapshot(1);
        const old = findParts("site1", oldNames(1), { ...rest, networks: [...networks, { id: "twin", name: "net1" }] });
        expect(old.tenant).toBeNull();
        expect(old.findings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
            "sites.site1.tenant: region Region1, project p1 of entry sample-site1, has 2 networks net1 (tenant-id, twin). " +
                "Rename all but the right one.",
        ]);
    });

    test("include no network with two subnets: a site's has one", () => {
        const { subnets, ...rest } = sampleSnapshot(1);
        const second = { ...subnets[0], id: "second", name: "more", cidr: "10.0.9.0/24" } as (typeof subnets)[number];
        const old = findParts("site1", oldNames(1), { ...rest, subnets: [...subnets, second] });
        expect(old.findings.map(({ message }) => message)).toEqual([
            "net1 has 2 subnets (net1-subnet 10.0.1.0/24, more 10.0.9.0/24), and one is what a site has. " +
                "Delete all but one, or make one.",
        ]);
    });

    test("are none in an empty region", () => {
        const empty = { networks: [], subnets: [], routers: [], ports: [], floatingIps: [], servers: [] };
        const old = findParts("site1", oldNames(1), { ...sampleSnapshot(1), ...empty });
        expect([old.tenant, old.external, old.router, old.routerPort, old.server, old.tenantPort]).toEqual(
            Array(6).fill(null),
        );
    });
});
