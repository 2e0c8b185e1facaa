import { describe, expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const management = (more: string, box = "172.16.1.21") =>
    edited(
        "gist",
        "cidr: 172.16.1.0/24 } }",
        `cidr: 172.16.1.0/24, ${more} } }\n    boxes: [{ name: cube1, role: k-cube, address: ${box}, hostKey: ${key} }]`,
    );

describe("a K-Cluster's network", () => {
    test("holds its gateway and Neutron's pool, apart from each other and from the boxes", () => {
        expect(errorsOf(management("gateway: 172.16.1.1, pool: 172.16.1.30-172.16.1.31"))).toEqual([]);
    });

    test("refuses a gateway and a pool that lie outside", () => {
        expect(errorsOf(management("gateway: 172.16.2.1, pool: 172.16.1.250-172.16.1.255"))).toEqual([
            "sites.gist.networks.management.gateway: 172.16.2.1 lies outside the hosts of 172.16.1.0/24. Allowed: 172.16.1.1-172.16.1.254.",
            "sites.gist.networks.management.pool: 172.16.1.250-172.16.1.255 lies outside the hosts of 172.16.1.0/24. Allowed: 172.16.1.1-172.16.1.254.",
        ]);
    });

    test("refuses a pool with the gateway or a box in it", () => {
        expect(errorsOf(management("gateway: 172.16.1.1, pool: 172.16.1.1-172.16.1.31"))).toEqual([
            "sites.gist.boxes[0].address: 172.16.1.21 lies in networks.management.pool (172.16.1.1-172.16.1.31), which is Neutron's. Choose another.",
            "sites.gist.networks.management.pool: 172.16.1.1-172.16.1.31 holds the gateway 172.16.1.1. Leave it out of the pool.",
        ]);
    });

    test("refuses a box at the gateway's address", () => {
        expect(errorsOf(management("gateway: 172.16.1.1", "172.16.1.1"))).toEqual([
            "sites.gist.boxes[0].address: 172.16.1.1 is networks.management.gateway's already. Choose another.",
        ]);
    });
});
