import { describe, expect, test } from "vitest";
import { hasPython, pythonIn } from "../python.ts";

const python = pythonIn("dev-stack");

const kBox = {
    hypervisor_hostname: "gist.example.org",
    host_ip: "203.0.113.11",
    service: { host: "gist" },
    state: "up",
};
const cube = {
    hypervisor_hostname: "white-box-7",
    host_ip: "172.16.1.21",
    service: { host: "white-box-7" },
    state: "up",
};
const agentOn = (host: string, alive = true) => ({ agent_type: "OVN Controller agent", host, alive });
const agents = [agentOn("gist.example.org"), agentOn("white-box-7")];

/** What the look at a region says of it, for the K-Box itself or the node at an address; nothing is wrong where it is `fine`. */
function look(region: { hypervisors?: readonly object[]; agents?: readonly object[] }, address: string | null = null) {
    return python<string>(
        `
import devstack_health as module
class Keystone:
    token = "t"
    def __init__(self, *_): pass
    def endpoint(self, types, region): return "http://" + types[0]
module.Keystone = Keystone
answers = {
    "http://image/v2/images?limit=1": {},
    "http://network/v2.0/agents": {"agents": given["agents"]},
    "http://compute/os-hypervisors/detail": {"hypervisors": given["hypervisors"]},
}
module.ask = lambda method, url, token: (answers[url], {})
config = {"region": "RegionOne", "hostname": "gist", "identity": {"authUrl": "http://k/v3"}}
try:
    module.check_region(config, "secret", given["address"])
    print(json.dumps("fine"))
except module.Failure as failure:
    print(json.dumps(str(failure)))
`,
        { hypervisors: [kBox, cube], agents, ...region, address },
    );
}

describe.skipIf(!hasPython)("a region", () => {
    test("is fine when its hypervisor is up and in a cell, and Neutron's agents are alive", () => {
        expect(look({})).toBe("fine");
        expect(look({ hypervisors: [] })).toBe("Nova knows no hypervisor gist: it isn't mapped to a cell");
        expect(look({ hypervisors: [{ ...kBox, state: "down" }] })).toBe("the hypervisor gist is down");
    });

    test("has a compute node when the one at its address is up, whatever it calls itself", () => {
        expect(look({}, "172.16.1.21")).toBe("fine");
        expect(look({ hypervisors: [kBox] }, "172.16.1.21")).toMatch(/^Nova knows no hypervisor 172\.16\.1\.21/);
        expect(look({ hypervisors: [kBox, { ...cube, state: "down" }] }, "172.16.1.21")).toMatch(/is down$/);
    });

    test("has an agent of Neutron's on each, and none that is dead", () => {
        expect(look({ agents: [agentOn("gist")] }, "172.16.1.21")).toBe("Neutron has no agent on white-box-7");
        expect(look({ agents: [agentOn("gist"), agentOn("white-box-7", false)] })).toBe(
            "Neutron's agents are not alive: OVN Controller agent on white-box-7",
        );
        expect(look({ agents: [] })).toBe("Neutron's agents are not alive: there is none");
    });
});
