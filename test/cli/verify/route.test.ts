import { expect, test } from "vitest";
import { describeRoute, parseRoute, routeScript } from "../../../cli/verify/route.ts";

test("asks the kernel, for a source too", () => {
    expect(routeScript("10.2.0.10")).toContain("ip route get 10.2.0.10 2>");
    expect(routeScript("10.2.0.10", "10.1.0.10")).toContain("ip route get 10.2.0.10 from 10.1.0.10 2>");
});

test.each([
    ["route 10.2.0.10 via 10.30.0.36 dev eth1 src 10.30.0.20 uid 0", "via 10.30.0.36 dev eth1"],
    ["route 10.30.0.36 dev eth1  src 10.30.0.20 ", "dev eth1"],
    ["x\nroute 10.2.0.10 via 10.1.0.1 dev eth0 \nPING", "via 10.1.0.1 dev eth0"],
    ["route ", ""],
    ["", ""],
])("%j means %j", (text, words) => expect(describeRoute(parseRoute(text))).toBe(words));
