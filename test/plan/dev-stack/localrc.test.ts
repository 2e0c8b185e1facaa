import { expect, test } from "vitest";
import type { DevStackSource, LocalrcBlock } from "../../../plan/dev-stack/dev-stack-plan.ts";
import { nodeVariables, ownsImages, regionVariables, towerVariables } from "../../../plan/dev-stack/localrc.ts";
import { siteGround } from "../../../plan/dev-stack/site-ground.ts";
import { devStackEnvironment, onGist } from "./environment.ts";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB";
const source: DevStackSource = { gitBase: "file:///opt/git", ref: "a", branch: "b", services: { nova: "1.0" } };

function korea(tower: object = onGist, site: object = {}) {
    const environment = devStackEnvironment(tower, site);
    const file = environment.sites[1]?.file;
    if (file === undefined) throw new Error("the sample has one site");
    return siteGround("korea", file, environment.tower, "RegionOne");
}

function variable(blocks: readonly LocalrcBlock[], name: string) {
    return blocks.flatMap(({ settings }) => settings).find((setting) => setting.name === name)?.value;
}

test("a region names the four services of Neutron that unstack.sh would leave running, and keeps key", () => {
    const services = String(variable(regionVariables(korea(), source), "ENABLED_SERVICES")).split(",");
    expect(services).toEqual(
        expect.arrayContaining([
            "key",
            "neutron-api",
            "neutron-rpc-server",
            "neutron-periodic-workers",
            "neutron-ovn-maintenance-worker",
            "openstack-cli-server",
        ]),
    );
});

test("Keystone's host is named where it is another machine", () => {
    expect(variable(regionVariables(korea(), source), "KEYSTONE_SERVICE_HOST")).toBe("203.0.113.11");
    expect(
        variable(regionVariables(korea({ ...onGist, host: "korea" }), source), "KEYSTONE_SERVICE_HOST"),
    ).toBeUndefined();
});

test("secrets stand by their names, and no other variable does", () => {
    const blocks = regionVariables(korea(), source);
    const secret = blocks.flatMap(({ settings }) => settings).filter(({ value }) => typeof value !== "string");
    expect(secret.map(({ name }) => name)).toEqual([
        "ADMIN_PASSWORD",
        "DATABASE_PASSWORD",
        "RABBIT_PASSWORD",
        "SERVICE_PASSWORD",
        "SERVICE_TOKEN",
    ]);
});

test("tunnels to compute nodes cross the data network where both ends are on it, and else end at HOST_IP", () => {
    const data = { physical: "data", cidr: "172.18.2.0/24", gateway: "172.18.2.1" };
    const cube = (name: string, interfaces: object) => ({
        name,
        role: "k-cube",
        address: "172.16.2.21",
        hostKey,
        interfaces,
    });
    const ends = (network: object, ...boxes: readonly object[]) => {
        const ground = korea(onGist, { networks: { data: network }, boxes });
        const node = nodeVariables(ground, "172.16.2.21", "eno3", source).flatMap(({ commands }) => commands);
        return [variable(regionVariables(ground, source), "TUNNEL_ENDPOINT_IP"), node.join()];
    };
    const [one, other] = [cube("one", { data: "eno3" }), cube("other", {})];
    expect(ends(data, one)).toEqual(["172.18.2.1", expect.stringContaining("dev eno3")]);
    for (const where of [ends(data, one, other), ends({ ...data, gateway: null }, one), ends(data)]) {
        expect(where).toEqual([undefined, ""]);
    }
});

test("images are uploaded by whom they belong to", () => {
    const images = ["file:///srv/one.img", "file:///srv/two.img"];
    const settings = { devstack: { images } };
    expect(variable(regionVariables(korea(onGist, settings), source), "IMAGE_URLS")).toBe(images.join(","));
    expect(ownsImages(korea({ ...onGist, glance: "shared" }))).toBe(false);
    const { tower } = devStackEnvironment({ glance: "shared" });
    expect(variable(towerVariables(tower, "CentralRegion", "203.0.113.10", source, images), "IMAGE_URLS")).toBe(
        images.join(","),
    );
});
