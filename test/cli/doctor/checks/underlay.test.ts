import { expect, test } from "vitest";
import { underlay } from "../../../../cli/doctor/checks/underlay.ts";
import { findings, gist } from "../fakes.ts";

const kBox = (local: string, mtu: number) => ({
    kBox: () =>
        JSON.stringify([
            { ifname: "lo", mtu: 65536 },
            { ifname: "wan0", mtu, addr_info: [{ local }] },
        ]),
});

test("finds the interface that carries the tunnels", async () => {
    expect(await findings(underlay, gist, kBox("203.0.113.11", 1500))).toEqual(["ok: 203.0.113.11 on wan0, MTU 1500"]);
    expect(await findings(underlay, gist, kBox("203.0.113.11", 1400))).toEqual([
        "wrong: wan0, which carries the tunnels, has MTU 1400; vtep.mtu in stacks/Pulumi.sample-gist.yaml says 1500. Raise the one (ip link set wan0 mtu 1500) or lower the other.",
    ]);
});

test("an address that the K-Box lacks", async () => {
    expect(await findings(underlay, gist, kBox("203.0.113.99", 1500))).toEqual([
        "wrong: 203.0.113.11 is no address of the K-Box; it has 203.0.113.99. Correct vtep.address in stacks/Pulumi.sample-gist.yaml, or give the K-Box that address.",
    ]);
});
