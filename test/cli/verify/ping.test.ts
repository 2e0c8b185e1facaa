import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { lacksDontFragment, largestScript, parseLargest, parsePing, pingScript } from "../../../cli/verify/ping.ts";
import { answered, tooLong, unanswered } from "./fakes.ts";

describe("pingScript", () => {
    test("takes the headers off the packet's size and forbids fragments", () => {
        expect(pingScript({ to: "10.30.0.36", size: 1450 })).toContain("-M do -s 1422 10.30.0.36");
        expect(pingScript({ to: "fd00::1", size: 1450 })).toContain("-M do -s 1402 fd00::1");
    });

    test("sends from the address it is told", () => {
        expect(pingScript({ to: "10.2.0.10", from: "10.1.0.10" })).toContain("-I 10.1.0.10 10.2.0.10");
    });

    test("finds iputils' file where busybox' shell would take its own", async () => {
        const script = pingScript({ to: "10.2.0.10" }).replace("/usr/bin/ping /bin/ping", "/nowhere /bin/sh");
        expect((await execa("sh", ["-c", script.replace("$ping -c 2", "echo $ping")])).stdout).toMatch(/^\/bin\/sh /);
    });

    test("uses no option that busybox' ping lacks when no size is asked for", () => {
        expect(pingScript({ to: "10.2.0.10" }).match(/ -[a-wyz]\b/g)).toEqual([" -c", " -i", " -w"]);
    });
});

describe("parsePing", () => {
    test("takes the fastest answer", () => {
        expect(parsePing(answered)).toEqual({ answered: true, ms: 3.15, reason: "" });
    });

    test("reads busybox' words", () => {
        const text =
            "64 bytes from 10.30.0.36: seq=0 ttl=64 time=3.021 ms\nround-trip min/avg/max = 3.021/3.021/3.021 ms";
        expect(parsePing(text)).toMatchObject({ answered: true, ms: 3.021 });
    });

    test("an error message from a router is no answer", () => {
        const text = "From 10.30.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1430)\n0 received, +1 errors";
        expect(parsePing(text)).toEqual({
            answered: false,
            ms: null,
            reason: "packets over 1430 bytes are refused on the way (DF)",
        });
    });

    test.each([
        [unanswered, "no answer in 3 s"],
        [tooLong, "packets over 1450 bytes are refused on the way (DF)"],
        ["ping: connect: Network is unreachable", "no route to it"],
        ["From 10.30.0.20 icmp_seq=1 Destination Host Unreachable", "the next hop doesn't answer ARP"],
        ["sh: ping: not found", "no ping is installed there"],
        ["ping: invalid option -- 'M'\nBusyBox v1.37", "the ping there can't set DF: install iputils' ping"],
        ["ping: bind: Cannot assign requested address", 'ping says "bind: Cannot assign requested address"'],
        ["", "no answer in 3 s"],
    ])("says why %j is no answer", (text, reason) => {
        expect(parsePing(text)).toEqual({ answered: false, ms: null, reason });
    });
});

describe("lacksDontFragment", () => {
    test("knows busybox' refusal from a real answer", () => {
        expect(lacksDontFragment("ping: unrecognized option: M")).toBe(true);
        expect([answered, unanswered, tooLong].map(lacksDontFragment)).toEqual([false, false, false]);
    });
});

describe("largestScript", () => {
    const search = async (carries: number) => {
        const fake = `fake() { for last; do :; done; while [ "$1" != -s ]; do shift; done; [ $(($2 + 28)) -le ${carries} ]; }\n`;
        const script = largestScript({ to: "10.0.0.1", from: "10.0.0.2" }, 1500).replaceAll("$ping -c", "fake -c");
        const { stdout } = await execa("sh", ["-c", fake + script]);
        return parseLargest(stdout);
    };

    test.each([1499, 1480, 1000, 68])("finds %d", async (carries) => expect(await search(carries)).toBe(carries));

    test("says 0 when not even the smallest passes", async () => expect(await search(67)).toBe(0));

    test("nothing printed is no size", () => expect(parseLargest("sh: not found")).toBeNull());
});
