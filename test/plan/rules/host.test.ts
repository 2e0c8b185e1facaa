import { expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

/** The sample's tower with a host and an address of Keystone. */
function tower(host: string, address: string) {
    const text = sample.tower.replace("outside:", `host: ${host}\n    outside:`);
    return { tower: text.replace("203.0.113.10:", `${address}:`) };
}

test("a tower may live on a site's K-Box, or on a machine of its own", () => {
    expect(errorsOf(tower("korea", "203.0.113.12"))).toEqual([]);
    expect(errorsOf(tower("null", "203.0.113.10"))).toEqual([]);
});

test("a tower's host is there though its file is broken", () => {
    const changes = { ...tower("korea", "203.0.113.12"), korea: sample.korea.replace("router: R2", "router: [") };
    expect(errorsOf(changes)).toEqual([expect.stringMatching(/^stacks\/Pulumi\.lab-korea\.yaml:\d+:\d+: broken YAML/)]);
});

test("a tower on a K-Box answers at the K-Box's address", () => {
    expect(errorsOf(tower("gist", "203.0.113.12"))).toEqual([
        "tower.identity.authUrl: 203.0.113.12 isn't the address of the K-Box that the tower lives on. " +
            "Allowed with host: gist: 203.0.113.11 (sites.gist.kBox.address). Write that, or host: null.",
    ]);
});

test("a name in Keystone's URL says nothing of the address", () => {
    expect(errorsOf(tower("gist", "keystone.example.org"))).toEqual([]);
    expect(errorsOf(tower("null", "keystone.example.org"))).toEqual([]);
});

test("a tower with a machine of its own has none of the sites' addresses", () => {
    const vtep = edited("korea", "vtep: { address: 203.0.113.12", "vtep: { address: 198.51.100.12");
    for (const address of ["203.0.113.12", "198.51.100.12"]) {
        expect(errorsOf({ ...vtep, ...tower("null", address) })).toEqual([
            `tower.identity.authUrl: ${address} is an address of korea's K-Box, but the tower has a machine of its own. ` +
                "Write that machine's address, or host: korea if the tower lives on that K-Box.",
        ]);
    }
});
