import { expect, test } from "vitest";
import { noSwitch, physicalNetworks, planNodeSwitch, planSwitch } from "../../../plan/dev-stack/open-v-switch.ts";
import { siteGround } from "../../../plan/dev-stack/site-ground.ts";
import { devStackEnvironment } from "./environment.ts";

const networks = {
    management: { physical: "mgmt", cidr: "172.16.1.0/24", gateway: "172.16.1.1" },
    control: { physical: "ctl", cidr: "172.17.1.0/24" },
};

function ground(site: object = {}) {
    const { sites, tower } = devStackEnvironment({}, site);
    const [gist] = sites;
    if (gist === undefined) throw new Error("the sample has no site");
    return siteGround(gist.name, gist.file, tower, null);
}

test("a K-Box without a card on the external network is that network's gateway", () => {
    const { bridges, bridgeMappings } = planSwitch(ground({ networks }));
    expect(bridgeMappings).toBe("ctl:br-ctl,ext:br-ex,mgmt:br-mgmt,net3:br-net3");
    expect(bridges.find(({ physical }) => physical === "ext")).toEqual({
        name: "br-ex",
        physical: "ext",
        interface: null,
        address: "192.168.101.1/24",
        masquerade: true,
    });
    expect(bridges.find(({ physical }) => physical === "mgmt")?.address).toBe("172.16.1.1/24");
});

test("cards go into their bridges, and with one on the external network the gateway is the institution's", () => {
    const interfaces = { external: "eno2", control: "eno3" };
    const { bridges } = planSwitch(ground({ networks, devstack: { interfaces } }));
    const cards = bridges.map(({ name, interface: card, masquerade }) => [name, card, masquerade]);
    expect(cards).toEqual([
        ["br-ctl", "eno3", false],
        ["br-ex", "eno2", false],
        ["br-mgmt", null, true],
        ["br-net3", null, false],
    ]);
});

test("a compute node is on the control network where it has a card there", () => {
    expect(planNodeSwitch(ground({ networks }), "eno2").bridgeMappings).toBe("ctl:br-ctl");
    expect(planNodeSwitch(ground({ networks }), null).bridges).toEqual([]);
});

test("Neutron's physical networks are sorted; a tower has none", () => {
    expect(physicalNetworks(ground({ networks }))).toEqual(["ctl", "ext", "mgmt", "net3"]);
    expect(noSwitch.bridges).toEqual([]);
});
