import { execaSync } from "execa";
import { expect, test } from "vitest";
import { filterScript, strangers } from "../../../../cli/verify/checks/strangers.ts";
import type { Frame } from "../../../../cli/verify/wire.ts";
import { fakeHands, only, samplePlan } from "../fakes.ts";

const check = only(strangers, samplePlan(), "strangers", "gist K-Box");
const table = (peers: string) => `table inet k-one-net3 {
    set peers {
        type ipv4_addr
        elements = { ${peers} }
    }
    chain input {
        @th,96,24 0x011173 ip saddr != @peers counter packets 7 bytes 350 drop
        meta nfproto ipv6 udp dport 4789 counter packets 1 bytes 50 drop
    }
}`;

function run(differences: string, peers: string, arrives = true) {
    const heard: Frame[] = [];
    const asked = (script: string) => {
        const from = /(02(?::[0-9a-f]{2}){5})/.exec(script)?.[1] ?? "";
        if (arrives) heard.push({ device: "vx70003", kind: "arp", from, to: "192.0.2.1", size: 0 });
        return "";
    };
    const filter = () => `${differences}\n=== \n${table(peers)}`;
    return check.run(fakeHands({ kBoxes: { gist: filter, korea: asked }, ears: { gist: heard } }));
}

test("passes when the filter is the planned one, and a peer's packet gets through it", async () => {
    expect(await run("[]", "203.0.113.12")).toMatchObject({ ok: true, reason: "8 packets dropped so far" });
    const elsewhere = JSON.stringify([{ change: "set", object: "link vx70003" }]);
    expect(await run(elsewhere, "203.0.113.12")).toMatchObject({ ok: true });
});

test("fails when the filter isn't as its own program makes it", async () => {
    const found = JSON.stringify([{ change: "set", object: "nftables tables k-one-net3" }]);
    expect((await run(found, "203.0.113.12")).reason).toBe(
        "its filter isn't the planned one: set nftables tables k-one-net3",
    );
    expect((await run("", "203.0.113.12")).reason).toBe("its k-one-vtep can't be asked");
});

test("fails when it lets in somebody who is no peer, or keeps one out", async () => {
    expect((await run("[]", "203.0.113.12, 203.0.113.99")).reason).toContain(
        "203.0.113.99, and its peers are 203.0.113.12",
    );
    expect((await run("[]", "")).reason).toBe("it lets in nobody, and its peers are 203.0.113.12");
});

test("is unproven when a peer's packet doesn't get in either", async () => {
    expect((await run("[]", "203.0.113.12", false)).reason).toMatch(/^unproven: a packet of its peer korea/);
});

test("its script is one that a shell understands", () => {
    expect(execaSync("sh", ["-n", "-c", filterScript("net3")]).exitCode).toBe(0);
});

test("asks nothing with Tricircle, whose tunnels are Neutron's own", () => {
    const plan = samplePlan();
    const sites = plan.sites.map((site) => ({
        ...site,
        sharedNetworks: site.sharedNetworks.map((network) => ({ ...network, driver: "tricircle" as const })),
    }));
    expect(strangers.checks(plan)).toHaveLength(2);
    expect(strangers.checks({ ...plan, sites })).toEqual([]);
});
