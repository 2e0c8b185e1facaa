import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../plan/environment.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";
import { edited, sampleFiles } from "./sample.ts";

function siteOf(name: string, changes: Readonly<Record<string, string>> = {}): SitePlan | undefined {
    return planEnvironment(sampleFiles(changes), "2026-11-22").plan?.sites.find(({ site }) => site === name);
}

describe("a site's plan", () => {
    test("holds its own file with defaults filled in", () => {
        expect(siteOf("gist")).toMatchObject({
            stack: "lab-gist",
            kBox: {
                address: "203.0.113.11",
                port: 22,
                user: "root",
                hostKey: expect.not.stringContaining("root@gist"),
            },
            external: { physical: "ext", pool: { start: "192.168.101.100", end: "192.168.101.254" } },
            tenant: { network: "net1", cidr: "10.1.0.0/24", dns: [] },
            underlay: { address: "203.0.113.11", transport: "public", mtu: 1500 },
            baseMac: "fa:16:3e:01:00:00",
            sshFrom: ["203.0.113.1/32"],
        });
    });

    test("holds the K-Cluster's networks and its boxes by name, without their host keys' comments", () => {
        const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        const box = (name: string, number: number) =>
            `{ name: ${name}, role: k-cube, address: 172.16.1.${number}, hostKey: ${key} root@${name} }`;
        const boxes = `boxes: [${box("cube2", 12)}, ${box("cube1", 11)}]`;
        const gist = siteOf("gist", edited("gist", "router: R1", `router: R1\n    ${boxes}`));
        expect(gist?.networks).toEqual({
            management: { physical: "mgmt", cidr: "172.16.1.0/24", gateway: null },
            control: null,
            data: null,
        });
        expect(gist?.boxes).toEqual([
            { name: "cube1", role: "k-cube", address: "172.16.1.11", user: "root", hostKey: key, interfaces: {} },
            { name: "cube2", role: "k-cube", address: "172.16.1.12", user: "root", hostKey: key, interfaces: {} },
        ]);
        expect(gist?.bootstrap).toBe("adopt");
    });

    test("announces the tower's DNS servers on its tenant network", () => {
        const changes = edited("tower", "outside:", "dns: [203.0.113.53]\n    outside:");
        expect(siteOf("gist", changes)?.tenant.dns).toEqual(["203.0.113.53"]);
        expect(siteOf("korea", changes)?.tenant.dns).toEqual(["203.0.113.53"]);
    });

    test("names the guest after the site, and gives it what the tower says of all guests", () => {
        expect(siteOf("korea")?.guest).toEqual({
            name: "korea-guest",
            image: "k-one-guest",
            flavor: "k-one.tiny",
            user: "guest",
            tenant: "10.2.0.10",
            shared: { net3: "10.30.0.36" },
        });
    });

    test("has no route to a site without a guest, but a peer", () => {
        const gist = siteOf("gist", edited("korea", "    guest: { tenant: 10.2.0.10, net3: 10.30.0.36 }\n", ""));
        expect(gist?.sharedNetworks[0]?.routes).toEqual([]);
        expect(gist?.sharedNetworks[0]?.vtep.peers).toEqual([{ site: "korea", address: "203.0.113.12" }]);
    });

    test("has neither for a site that has no part of the network", () => {
        const changes = edited("korea", "shared: { net3: { pool: 10.30.0.32-10.30.0.47 } }", "shared: {}");
        const text = changes.korea?.replace(", net3: 10.30.0.36", "") ?? "";
        expect(siteOf("gist", { korea: text })?.sharedNetworks[0]).toMatchObject({ routes: [], vtep: { peers: [] } });
        expect(siteOf("korea", { korea: text })?.sharedNetworks).toEqual([]);
    });

    test("keeps two shared networks apart, even with the same addresses", () => {
        const changes = {
            ...edited("tower", "{ net3:", "{ blue: { cidr: 10.30.0.0/24, vni: 70004, mtu: 1400 }, net3:"),
            ...edited("gist", "{ net3: { pool", "{ blue: { pool: 10.30.0.16-10.30.0.31 }, net3: { pool"),
        };
        expect(siteOf("gist", changes)?.sharedNetworks).toMatchObject([
            { name: "blue", vni: 70004, mtu: 1400, vtep: { device: "vx70004", bridge: "br-blue", peers: [] } },
            { name: "net3", vni: 70003, mtu: 1450, vtep: { device: "vx70003", bridge: "br-net3" } },
        ]);
    });
});
