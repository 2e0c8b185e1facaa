import { describe, expect, it } from "vitest";
import { hasPython, python, site } from "./python.ts";

const settings = `
import json, sys
from k_one_box import machine, network
print(json.dumps(network.settings(machine.parse(sys.argv[1]), sys.argv[2])))
`;

const mappings = (mapped: string) =>
    python<string[]>(settings, JSON.stringify(site), mapped).find((text) => text.includes("ovn-bridge-mappings"));

describe.skipIf(!hasPython)("a K-Box's bridge mappings", () => {
    it("begin with the external and the management network", () => {
        expect(mappings("")).toBe('external_ids:ovn-bridge-mappings="ext:br-ex,mgmt:br-mgmt"');
    });

    it("keep what shared networks have added since", () => {
        expect(mappings('"ext:br-ex,net3:br-net3"\n')).toBe(
            'external_ids:ovn-bridge-mappings="ext:br-ex,mgmt:br-mgmt,net3:br-net3"',
        );
        expect(mappings("net3:br-net3,net4:br-net4")).toBe(
            'external_ids:ovn-bridge-mappings="ext:br-ex,mgmt:br-mgmt,net3:br-net3,net4:br-net4"',
        );
    });
});
