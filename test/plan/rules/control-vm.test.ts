import { describe, expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

const whole = "gateway: 172.16.1.1, pool: 172.16.1.30-172.16.1.31";
const withVm = (controlVm: string, network = whole) =>
    edited(
        "gist",
        "cidr: 172.16.1.0/24 } }",
        `cidr: 172.16.1.0/24${network === "" ? "" : `, ${network}`} } }\n    controlVm: ${controlVm}`,
    );

describe("a control VM", () => {
    test("has an address of the management network's pool, and the K-Box as its way out", () => {
        expect(errorsOf(withVm("{ management: 172.16.1.31 }"))).toEqual([]);
    });

    test("needs the network's pool and the K-Box's address on it", () => {
        expect(errorsOf(withVm("{ management: 172.16.1.31 }", ""))).toEqual([
            "sites.gist.networks.management.gateway: missing, and the control VM needs it: the K-Box's address on this network.",
            "sites.gist.networks.management.pool: missing, and the control VM needs it: the addresses that Neutron may use, such as 172.16.1.30-172.16.1.31.",
        ]);
    });

    test("can't be outside of the pool, nor on its first address", () => {
        expect(errorsOf(withVm("{ management: 172.16.1.40 }"))).toEqual([
            "sites.gist.controlVm.management: 172.16.1.40 lies outside networks.management.pool (172.16.1.30-172.16.1.31). Allowed: 172.16.1.31-172.16.1.31.",
        ]);
        expect(errorsOf(withVm("{ management: 172.16.1.30 }"))).toEqual([
            "sites.gist.controlVm.management: 172.16.1.30 is the first of its pool, which goes to OVN's metadata port. Allowed: 172.16.1.31-172.16.1.31.",
        ]);
    });

    test("can't be on a network that the site lacks", () => {
        expect(errorsOf(withVm("{ management: 172.16.1.31, control: 172.17.1.31 }"))).toEqual([
            "sites.gist.controlVm.control: 172.17.1.31 needs networks.control, which this site lacks. Declare it.",
        ]);
    });

    test("needs Keystone's address, which a security group takes, and not its name", () => {
        const tower = sample.tower.replace("http://203.0.113.10:5000/v3", "http://keystone.example.org:5000/v3");
        expect(errorsOf({ ...withVm("{ management: 172.16.1.31 }"), tower })).toEqual([
            "tower.identity.authUrl: http://keystone.example.org:5000/v3 holds a name, and a control VM's security group takes only addresses. Write Keystone's address.",
        ]);
        expect(errorsOf({ tower })).toEqual([]);
    });
});
