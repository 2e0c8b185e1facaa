import { describe, expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

const pool = (text: string) => errorsOf(edited("gist", "192.168.101.100-192.168.101.254", text));

describe("an external network's pool", () => {
    test("may reach from the first host to the last, beside the gateway", () => {
        expect(pool("192.168.101.2-192.168.101.254")).toEqual([]);
    });

    test.each([
        [
            "192.168.101.0-192.168.101.9",
            "lies outside the hosts of 192.168.101.0/24. Allowed: 192.168.101.1-192.168.101.254.",
        ],
        [
            "192.168.101.100-192.168.101.255",
            "lies outside the hosts of 192.168.101.0/24. Allowed: 192.168.101.1-192.168.101.254.",
        ],
    ])("can't be %s", (text, message) => {
        expect(pool(text)).toContain(`sites.gist.external.pool: ${text} ${message}`);
    });

    test("that holds the gateway is cut to its larger part", () => {
        const changes = edited("gist", "gateway: 192.168.101.1\n", "gateway: 192.168.101.250\n");
        expect(errorsOf(changes)).toEqual([
            "sites.gist.external.pool: 192.168.101.100-192.168.101.254 holds the gateway, and Neutron would give its " +
                "address away. Write 192.168.101.100-192.168.101.249.",
        ]);
    });

    test("may have one address where no guest wants a floating IP", () => {
        const { gist = "" } = edited("gist", "    guest: { tenant: 10.1.0.10, net3: 10.30.0.20 }\n", "");
        expect(errorsOf({ gist: gist.replace("192.168.101.100-192", "192.168.101.254-192") })).toEqual([]);
    });
});
