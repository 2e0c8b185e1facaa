import { describe, expect, test } from "vitest";
import { apiPorts, keystoneAt, planControlVm } from "../../plan/control-vm.ts";
import { controlledSite, samplePlan } from "../components/sample-plan.ts";
import { devStackEnvironment, onGist, ownKeystones } from "./dev-stack/environment.ts";
import { ownIdentity } from "./sample.ts";

describe("a control VM's plan", () => {
    test("is on the management network, with the K-Box as its way out and its only caller", () => {
        expect(controlledSite().controlVm).toMatchObject({
            name: "gist-control-vm",
            image: "k-one-guest",
            nics: [
                {
                    kind: "management",
                    network: "gist-management",
                    physical: "mgmt",
                    cidr: "172.16.1.0/24",
                    gateway: "172.16.1.1",
                    pool: { start: "172.16.1.30", end: "172.16.1.31" },
                    address: "172.16.1.31",
                },
            ],
            sshFrom: "172.16.1.1/32",
        });
    });

    test("lets it reach its own network, its own region's APIs, Keystone, Nova's metadata and DHCP, and no more", () => {
        expect(
            controlledSite().controlVm?.reach.map(({ cidr, protocol, port }) => `${cidr} ${protocol} ${port}`),
        ).toEqual([
            "172.16.1.0/24 null null",
            "203.0.113.11/32 tcp 8774",
            "203.0.113.11/32 tcp 9292",
            "203.0.113.11/32 tcp 9696",
            "203.0.113.11/32 tcp 8778",
            "203.0.113.10/32 tcp 5000",
            "169.254.169.254/32 tcp 80",
            "255.255.255.255/32 udp 67",
        ]);
    });

    test("has a second card on the control network where the site gives it an address there, and no way out by it", () => {
        const { controlVm } = controlledSite({ control: "172.17.1.31" });
        expect(controlVm?.nics.map(({ kind, address, gateway }) => ({ kind, address, gateway }))).toEqual([
            { kind: "management", address: "172.16.1.31", gateway: "172.16.1.1" },
            { kind: "control", address: "172.17.1.31", gateway: null },
        ]);
        expect(controlVm?.reach.slice(0, 2).map(({ cidr }) => cidr)).toEqual(["172.16.1.0/24", "172.17.1.0/24"]);
    });
});

describe("a control VM in a region that DevStack makes", () => {
    const { tower } = devStackEnvironment(onGist);
    const reach = (name: "gist" | "korea") => {
        const { networks, controlVm } = complete;
        const site = devStackEnvironment(onGist).sites.find((one) => one.name === name);
        const plan = site && planControlVm(name, { ...site.file, networks, controlVm }, tower);
        return plan?.reach.slice(1, -2).map((to) => `${to.name} ${to.cidr} ${to.port}`);
    };
    const complete = {
        networks: {
            management: {
                physical: "mgmt",
                cidr: "172.16.1.0/24",
                gateway: "172.16.1.1",
                pool: "172.16.1.30-172.16.1.31",
            },
            control: null,
            data: null,
        },
        controlVm: { management: "172.16.1.31", control: null },
    };

    test("reaches the one web server before its APIs, and Keystone's", () => {
        expect(reach("korea")).toEqual(["apis 203.0.113.12/32 80", "identity 203.0.113.11/32 80"]);
    });

    test("names them once where they are the same", () => {
        expect(reach("gist")).toEqual(["identity 203.0.113.11/32 80"]);
    });
});

test("a control VM goes to its own site's Keystone where it has one", () => {
    const authUrl = "http://203.0.113.15:5000/v3";
    const plan = samplePlan(
        ownIdentity((address) => (address === "203.0.113.11" ? authUrl : `http://${address}:5000/v3`)),
    );
    expect(plan.sites.map((site) => site.authUrl)).toEqual([authUrl, "http://203.0.113.12:5000/v3"]);
    const { tower } = devStackEnvironment(ownKeystones.tower, ownKeystones.sites);
    const [gist] = devStackEnvironment(ownKeystones.tower, (name) => ({
        ...ownKeystones.sites(name),
        networks: {
            management: {
                physical: "mgmt",
                cidr: "172.16.1.0/24",
                gateway: "172.16.1.1",
                pool: "172.16.1.30-172.16.1.31",
            },
        },
        controlVm: { management: "172.16.1.31" },
    })).sites;
    const reach = gist && planControlVm("gist", gist.file, tower)?.reach;
    expect(reach?.filter(({ name }) => name === "identity").map(({ cidr }) => cidr)).toEqual(["203.0.113.11/32"]);
});

test("Keystone's place is read off its URL, when that holds an address", () => {
    expect(keystoneAt("http://203.0.113.10:5000/v3")).toEqual({ address: "203.0.113.10", port: 5000 });
    expect(keystoneAt("https://203.0.113.10/identity/v3")).toEqual({ address: "203.0.113.10", port: 443 });
    expect(keystoneAt("http://keystone.example.org/v3")).toBeNull();
});

test("APIs have their services' own ports, and behind DevStack's web server one", () => {
    expect(apiPorts("adopt")).toEqual({ compute: 8774, image: 9292, network: 9696, placement: 8778 });
    expect(apiPorts("devstack")).toEqual({ apis: 80 });
});
