import { expect, test } from "vitest";
import { flatOn } from "../../components/flat-on.ts";

test("a flat network names its physical network in Neutron's own words", () => {
    expect(flatOn("net3")).toEqual({ "provider:network_type": "flat", "provider:physical_network": "net3" });
});
