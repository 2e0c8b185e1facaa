import { expect, test } from "vitest";
import { linkLocal } from "../../../cli/verify/link-local.ts";

test.each([
    ["52:54:00:12:34:56", "fe80::5054:ff:fe12:3456"],
    ["fa:16:3e:01:f6:67", "fe80::f816:3eff:fe01:f667"],
    ["02:00:00:00:00:01", "fe80::ff:fe00:1"],
])("%s makes %s", (mac, address) => expect(linkLocal(mac)).toBe(address));

test.each(["00:00:00:00:00:00", "", "203.0.113.11"])("%s makes none", (mac) => expect(linkLocal(mac)).toBeNull());
