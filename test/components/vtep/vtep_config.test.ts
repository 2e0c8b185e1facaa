import { describe, expect, test } from "vitest";
import { vtepConfig } from "../../../components/vtep-script.ts";
import { samplePlan, siteOf } from "../sample-plan.ts";
import { config, hasPython, python } from "./python.ts";

const code = `
from dataclasses import asdict
from vtep_config import ConfigError, parse_config
try:
    print(json.dumps(asdict(parse_config(given, "net3.json"))))
except ConfigError as error:
    print(json.dumps({"error": str(error)}))
`;
const parse = (text: string) => python<Record<string, unknown>>(code, text);
const error = (difference: object) => parse(JSON.stringify({ ...config, ...difference })).error;

describe.skipIf(!hasPython)("the config of k-one-vtep", () => {
    test("is what the component writes", () => {
        for (const site of ["gist", "korea"]) {
            for (const network of siteOf(samplePlan(), site).sharedNetworks) {
                expect(parse(vtepConfig(network))).toMatchObject({
                    network: network.name,
                    local: network.vtep.address,
                    peers: network.vtep.peers.map(({ address }) => address),
                });
            }
        }
    });

    test("sorts peers as numbers and takes each once", () => {
        const { peers } = parse(
            JSON.stringify({ ...config, peers: ["203.0.113.102", "203.0.113.12", "203.0.113.12"] }),
        );
        expect(peers).toEqual(["203.0.113.12", "203.0.113.102"]);
    });

    test.each([
        [{ version: 2 }, "not of version 1"],
        [{ vni: 2 ** 24 }, "vni is 16777216. Allowed: a whole number from 1 to 16777215."],
        [{ vni: true }, "vni is True"],
        [{ device: "vx70003-and-more-" }, "device is 'vx70003-and-more-'. Allowed: up to 15"],
        [{ bridge: "br net3" }, "bridge is 'br net3'"],
        [{ local: "gist" }, "local is 'gist'. Allowed: an IPv4 or IPv6 address."],
        [{ peers: "203.0.113.12" }, "peers is '203.0.113.12'. Allowed: a list"],
        [{ peers: [config.local] }, "must differ from local"],
        [{ peers: ["2001:db8::1"] }, "of the same family"],
    ])("refuses %j", (difference, message) => {
        expect(error(difference)).toContain(message);
    });

    test("refuses what is no JSON", () => {
        expect(parse("{").error).toContain("net3.json is not JSON");
    });
});
