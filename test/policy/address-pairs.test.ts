import { describe, expect, test } from "vitest";
import { addressPairs } from "../../policy/address-pairs.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const changed = async (name: string, inputs: EngineResource["inputs"]) =>
    violations([addressPairs], withInputs(await siteResources(), name, inputs));
const pairs = (...ipAddresses: readonly unknown[]) => ({
    allowedAddressPairs: ipAddresses.map((ipAddress) => ({ ipAddress })),
});

describe("address-pairs", () => {
    test("lets a site's own stack pass", async () =>
        expect(await violations([addressPairs], await siteResources())).toEqual([]));

    test.each(["0.0.0.0/0", "10.0.0.0/8", "10.2.0.10", "10.30.0.36", "::/0"])(
        "refuses %s on a net3 port",
        async (pair) =>
            expect(await changed("gist-guest-port-net3", pairs(pair))).toContain(
                `gist-guest-port-net3.allowedAddressPairs[0].ipAddress: the port may use ${pair}. Allowed: 10.1.0.0/24. ` +
                    "Name the tenant address of this site's guest.",
            ),
    );

    test("lets every address of the own tenant network pass there, and judges each pair", async () => {
        expect(await changed("gist-guest-port-net3", pairs("10.1.0.10", "10.1.0.0/29"))).toEqual([]);
        expect((await changed("gist-guest-port-net3", pairs("10.1.0.10", "10.2.0.10"))).join()).toContain("Pairs[1]");
    });

    test("refuses a wide pair, and many that are as wide together", async () => {
        const wide = "the port may use 32 addresses beside its own. Allowed: 16 addresses.";
        expect((await changed("gist-guest-port-net3", pairs("10.1.0.0/27"))).join()).toContain(wide);
        expect((await changed("gist-guest-port-net3", pairs("10.1.0.0/28", "10.1.0.16/28"))).join()).toContain(wide);
    });

    test("refuses pairs on any other port", async () =>
        expect((await changed("gist-guest-port", pairs("10.1.0.11"))).join()).toContain(
            "a port that is on no shared network has address pairs",
        ));

    test("refuses another MAC address", async () => {
        const inputs = { allowedAddressPairs: [{ ipAddress: "10.1.0.10", macAddress: "fa:16:3e:02:00:01" }] };
        expect((await changed("gist-guest-port-net3", inputs)).join()).toContain("may use the MAC address");
    });

    test.each([
        ["gist-guest-port", { portSecurityEnabled: false }],
        ["gist-guest-port", { noSecurityGroups: true }],
        ["gist-net3-network", { portSecurityEnabled: false }],
        ["gist-net3-network", { valueSpecs: { port_security_enabled: "false" } }],
        ["gist-guest-port", { portSecurityEnabled: unknown }],
    ])("refuses %s without its filter: %o", async (name, inputs) =>
        expect((await changed(name, inputs)).join()).toContain("it turns the port's filter off"),
    );

    test("refuses a pair that isn't known: honest ones are written down", async () => {
        expect(await changed("gist-guest-port-net3", pairs(unknown))).toHaveLength(1);
        expect(await changed("gist-guest-port-net3", { allowedAddressPairs: unknown })).toHaveLength(1);
    });
});
