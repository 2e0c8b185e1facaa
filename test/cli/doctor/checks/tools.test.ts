import { expect, test } from "vitest";
import { tools } from "../../../../cli/doctor/checks/tools.ts";
import { findings, gist } from "../fakes.ts";

test("names all that is missing and how to install it", async () => {
    expect(await findings(tools, gist)).toEqual([expect.stringMatching(/^ok: python3, /)]);
    expect(await findings(tools, gist, { kBox: () => "nft\novs-vsctl\novsdb-client\n" })).toEqual([
        "wrong: nft, ovs-vsctl, ovsdb-client missing on the K-Box. Install: nftables openvswitch-switch.",
    ]);
});

test("a user that isn't root needs sudo", async () => {
    const site = { ...gist, kBox: { ...gist.kBox, user: "tein" } };
    const kBox = (script: string) => (script.includes("sudo -n true") ? "sudo\n" : "");
    expect(await findings(tools, site, { kBox })).toEqual([
        "wrong: tein may not use sudo without a password. Allow it in /etc/sudoers.d/ on the K-Box.",
    ]);
    expect(await findings(tools, gist, { kBox })).toEqual([expect.stringMatching(/^ok/)]);
});

test("asks for Open vSwitch only where it switches the guests, and for next to nothing where Neutron makes the tunnels", async () => {
    const asked = async (change: object) => {
        const sharedNetworks = gist.sharedNetworks.map((network) => ({ ...network, ...change }));
        return findings(tools, { ...gist, sharedNetworks });
    };
    const [network] = gist.sharedNetworks;
    const vtep = { ...network?.vtep, switch: "linuxbridge" };
    expect(await asked({})).toEqual([expect.stringMatching(/nft.*ovs-vsctl/)]);
    expect(await asked({ vtep })).toEqual(["ok: python3, ip, bridge, nft, ethtool, flock, systemctl"]);
    expect(await asked({ driver: "tricircle" })).toEqual(["ok: python3, ip, bridge"]);
});
