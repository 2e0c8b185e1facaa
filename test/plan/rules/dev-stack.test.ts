import { describe, expect, test } from "vitest";
import { formatFinding } from "../../../plan/finding.ts";
import { devStack } from "../../../plan/rules/dev-stack.ts";
import { devStackEnvironment, onGist, onItsOwn } from "../dev-stack/environment.ts";

const images = ["file:///srv/k-one-guest.qcow2"];

function errorsOf(tower: object, devstack: object = { images }, site: object = {}): string[] {
    const environment = devStackEnvironment(tower, { devstack, ...site });
    return [...devStack({ ...environment, today: "2026-11-22" })].map(formatFinding);
}

test("nothing is said of regions that DevStack can make", () => {
    expect(errorsOf(onGist)).toEqual([]);
    expect(errorsOf(onItsOwn)).toEqual([]);
    expect(errorsOf(onGist, { images, interfaces: { external: "eno2", management: "eno3" } })).toEqual([]);
});

describe("who makes Keystone", () => {
    test("is said once: by the host's file, or by the tower's", () => {
        expect(errorsOf({ ...onItsOwn, ...onGist })).toEqual([
            "tower.bootstrap: devstack is for a tower with a machine of its own; the tower lives on gist's K-Box, and sites.gist.bootstrap says what makes it. Write adopt, or host: null.",
        ]);
    });

    test("needs a machine, and only DevStack needs one", () => {
        expect(errorsOf({ bootstrap: "devstack" })).toEqual([
            "tower.box: missing. DevStack makes Keystone there: write the machine's address and hostKey.",
        ]);
        expect(errorsOf({ box: onItsOwn.box })).toEqual([
            "tower.box: is for bootstrap: devstack, where DevStack makes Keystone on it. Take it out, or write that.",
        ]);
    });
});

test("settings of DevStack are of no use where a region exists", () => {
    expect(errorsOf({ devstack: {} }, {}, { bootstrap: "adopt" })).toEqual([
        "tower.devstack: is for bootstrap: devstack, and here it is adopt. Take it out, or write bootstrap: devstack.",
        "sites.gist.devstack: is for bootstrap: devstack, and here it is adopt. Take it out, or write bootstrap: devstack.",
        "sites.korea.devstack: is for bootstrap: devstack, and here it is adopt. Take it out, or write bootstrap: devstack.",
    ]);
});

test("Ussuri is for Tricircle, and Tricircle needs it", () => {
    expect(errorsOf(onGist, { images, release: "ussuri" })[0]).toBe(
        "sites.gist.devstack.release: ussuri is for driver tricircle only, and no shared network has it. Allowed: 2025.2.",
    );
    const sharedNetworks = { net3: { driver: "tricircle", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450 } };
    expect(errorsOf({ ...onGist, sharedNetworks })[0]).toBe(
        "sites.gist.devstack.release: 2025.2 has no Tricircle, which a shared network's driver needs. Allowed: ussuri.",
    );
    expect(errorsOf({ ...onGist, sharedNetworks }, { images, release: "ussuri" })).toEqual([]);
    const unwritten = errorsOf({ ...onGist, sharedNetworks }, { images }, { devstack: null });
    expect(unwritten[0], "2025.2 is what holds without a word").toContain("sites.gist.devstack.release: 2025.2 has no");
    expect(errorsOf({ sharedNetworks }, { images }, { bootstrap: "adopt", devstack: null })).toEqual([]);
});

test("Ussuri's hypervisors are K-Boxes alone", () => {
    const sharedNetworks = { net3: { driver: "tricircle", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450 } };
    const boxes = (role: string) => ({
        boxes: [{ name: "one", role, address: "172.16.1.21", hostKey: onItsOwn.box.hostKey }],
    });
    const ussuri = (role: string) =>
        errorsOf({ ...onGist, sharedNetworks }, { images, release: "ussuri" }, boxes(role));
    expect(ussuri("k-cube")[0]).toContain("sites.gist.boxes.0.role: k-cube becomes a compute node");
    expect(ussuri("iot-data-hub")).toEqual([]);
    expect(errorsOf(onGist, { images }, boxes("k-cube"))).toEqual([]);
});

describe("a card", () => {
    test("is in one bridge", () => {
        expect(errorsOf(onGist, { images, interfaces: { external: "eno2", management: "eno2" } })[0]).toBe(
            "sites.gist.devstack.interfaces.management: eno2 is interfaces.external's already. A card is in one bridge.",
        );
    });

    test("is on a network that the site has", () => {
        expect(errorsOf(onGist, { images, interfaces: { data: "eno4" } })[0]).toBe(
            "sites.gist.devstack.interfaces.data: eno4 needs networks.data, which this site lacks. Declare its block.",
        );
    });

    test("isn't the one that SSH comes in by", () => {
        const kBox = { address: "172.16.1.5", hostKey: onItsOwn.box.hostKey };
        expect(errorsOf(onGist, { images, interfaces: { management: "eno1" } }, { kBox })[0]).toBe(
            "sites.gist.devstack.interfaces.management: eno1 would go into a bridge, and the K-Box's own address 172.16.1.5 is on that network: SSH would be cut off. Choose another card, or another address for kBox.",
        );
    });
});
