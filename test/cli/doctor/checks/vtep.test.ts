import { expect, test } from "vitest";
import { vtep } from "../../../../cli/doctor/checks/vtep.ts";
import { findings, gist } from "../fakes.ts";

const said = (...found: readonly object[]) => ({
    kBox: () => `unit k-one-vtep@net3.service enabled active\ncheck\n${JSON.stringify(found)}`,
});

test("says what the end is when it is as declared", async () => {
    expect(await findings(vtep, gist, said())).toEqual([
        "ok: net3: vx70003 in br-net3, VNI 70003, from 203.0.113.11, MTU 1450; peers: korea (203.0.113.12)",
    ]);
});

test("names each thing that isn't, and what mends it", async () => {
    expect(await findings(vtep, gist, said({ change: "add", object: "peer 203.0.113.12" }))).toEqual([
        "wrong: net3: peer 203.0.113.12 is missing. `npx k-one up sample --site gist` mends it.",
    ]);
});

test("leaves to the look at the underlay what that says already", async () => {
    const warnings = [
        { change: "warning", object: "wan0 carries 1400 bytes, the site's file says vtep.mtu 1500" },
        { change: "warning", object: "port veth0 is in br-net3 too: what is behind it is joined to net3" },
    ];
    expect(await findings(vtep, gist, said(...warnings))).toEqual([
        "wrong: net3: port veth0 is in br-net3 too: what is behind it is joined to net3.",
    ]);
});

test("before the first up it isn't there yet", async () => {
    expect(await findings(vtep, gist, { kBox: () => "absent\n" })).toEqual([
        "not yet: net3 isn't there yet. `npx k-one up sample --site gist` makes it.",
    ]);
});
