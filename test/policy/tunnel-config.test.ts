import { describe, expect, test } from "vitest";
import { vtepConfig } from "../../components/vtep-script.ts";
import { deviations, tunnelConfigsIn, vnisIn } from "../../policy/tunnel-config.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";

const [net3] = siteOf(samplePlan(), "gist").sharedNetworks;
if (net3 === undefined) throw new Error("the sample has no net3");

test("tunnelConfigsIn reads what the component Vtep writes, and nothing in other texts", () => {
    expect(tunnelConfigsIn(`sh -s -- install net3 '${vtepConfig(net3)}'`)).toMatchObject([
        { network: "net3", vni: 70003 },
    ]);
    expect(tunnelConfigsIn(`echo '{ "color": "red" }' '{ no json }' and ''`)).toEqual([]);
});

test.each([
    ["ip link add vx1 type vxlan id 70004 dstport 4789", [70004]],
    ["bridge vni add vni 70005 dev vx1", [70005]],
    ["ovs-vsctl set interface vx1 options:key=70006", [70006]],
    [`"vni": 70007`, [70007]],
    ["the vni of net3, see id 5", []],
])("vnisIn finds in %s %j", (script, vnis) => {
    expect(vnisIn(script)).toEqual(vnis);
});

describe("deviations", () => {
    const config = JSON.parse(vtepConfig(net3)) as Readonly<Record<string, unknown>>;

    test("finds none in what is planned", () => {
        expect(deviations(config, net3)).toEqual([]);
        const [one, two] = ["203.0.113.12", "203.0.113.15"];
        const peers = [one, two].map((address) => ({ site: address, address }));
        expect(deviations({ ...config, peers: [two, one] }, { ...net3, vtep: { ...net3.vtep, peers } })).toEqual([]);
    });

    test.each([
        ["vni", 70004],
        ["mtu", 1500],
        ["local", "203.0.113.99"],
        ["underlayMtu", 9000],
        ["peers", ["203.0.113.12", "203.0.113.99"]],
    ])("finds another %s", (setting, found) => {
        expect(deviations({ ...config, [setting]: found }, net3)).toMatchObject([{ setting, found }]);
    });

    test("finds a setting that is missing", () => {
        expect(deviations({ network: "net3", vni: 70003 }, net3)).toHaveLength(4);
    });
});
