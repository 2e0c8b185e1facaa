import { expect, test } from "vitest";
import { parse } from "yaml";
import { newStackFile } from "../../../cli/site/stack-file.ts";
import type { NextSite } from "../../../plan/next-site.ts";

const answers = {
    institution: "Somewhere",
    kBox: "203.0.113.19",
    user: "root",
    hostKey: "ssh-ed25519 AAAA",
    vtep: "203.0.113.29",
    transport: "public",
    mtu: "1500",
    region: "RegionNine",
    availabilityZone: "az9",
    cloud: "kone-nine",
    externalCidr: "192.168.109.0/24",
    router: "R9",
    tenantCidr: "10.9.0.0/24",
    baseMac: "fa:16:3e:09:00:00",
    sshFrom: "203.0.113.1/32, 203.0.113.2/32",
};

const next: NextSite = {
    region: "RegionNine",
    availabilityZone: "az9",
    external: {
        network: "ext-net9",
        physical: "ext",
        cidr: "192.168.109.0/24",
        gateway: "192.168.109.1",
        pool: "192.168.109.100-192.168.109.254",
    },
    router: "R9",
    tenant: { network: "net9", cidr: "10.9.0.0/24" },
    shared: { net3: { pool: "10.30.0.144-10.30.0.159" } },
    baseMac: "fa:16:3e:09:00:00",
    guest: { tenant: "10.9.0.10", net3: "10.30.0.150" },
};

const siteIn = (text: string) => parse(text).config["k-one:site"];

test("suggested ranges are written as they are, and one address or more may open SSH", () =>
    expect(siteIn(newStackFile(answers, next))).toMatchObject({
        external: next.external,
        guest: next.guest,
        access: { sshFrom: ["203.0.113.1/32", "203.0.113.2/32"] },
        vtep: { address: "203.0.113.29", transport: "public", mtu: 1500 },
    }));

test("in a smaller block what lies in it moves along and is cut at its last host", () => {
    const smaller = { ...answers, externalCidr: "198.18.9.0/25", tenantCidr: "10.77.0.0/29" };
    expect(siteIn(newStackFile(smaller, next))).toMatchObject({
        external: { gateway: "198.18.9.1", pool: "198.18.9.100-198.18.9.126" },
        tenant: { cidr: "10.77.0.0/29" },
        guest: { tenant: "10.77.0.6", net3: "10.30.0.150" },
    });
});
