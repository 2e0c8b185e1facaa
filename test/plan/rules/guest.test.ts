import { describe, expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

describe("a guest", () => {
    test("may have any address that nobody else takes", () => {
        expect(errorsOf(edited("gist", "tenant: 10.1.0.10", "tenant: 10.1.0.254"))).toEqual([]);
        expect(errorsOf(edited("gist", "net3: 10.30.0.20", "net3: 10.30.0.31"))).toEqual([]);
    });

    test("may stay off the shared network", () => {
        expect(errorsOf(edited("gist", ", net3: 10.30.0.20", ""))).toEqual([]);
    });

    test.each(["10.1.0.0", "10.1.0.255"])("can't have %s, which is no host", (address) => {
        expect(errorsOf(edited("gist", "tenant: 10.1.0.10", `tenant: ${address}`))).toEqual([
            `sites.gist.guest.tenant: ${address} lies outside the hosts of 10.1.0.0/24. Allowed: 10.1.0.3-10.1.0.254.`,
        ]);
    });

    test("can't join two shared networks with the same addresses", () => {
        const { gist = "" } = edited("gist", "{ net3: { pool", "{ blue: { pool: 10.30.0.64-10.30.0.79 }, net3: { pool");
        const changes = {
            ...edited("tower", "{ net3:", "{ blue: { cidr: 10.30.0.0/24, vni: 70004, mtu: 1400 }, net3:"),
            gist: gist.replace("net3: 10.30.0.20", "net3: 10.30.0.20, blue: 10.30.0.70"),
        };
        expect(errorsOf(changes)).toEqual([
            "sites.gist.guest.net3: net3 and blue use the same addresses, and one guest can't tell them apart. " +
                "Leave one of them out.",
        ]);
    });
});
