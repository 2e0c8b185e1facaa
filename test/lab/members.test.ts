import { expect, test } from "vitest";
import { keepBootstrap } from "../../lab/bootstrap.ts";
import { keepIdentity } from "../../lab/identity.ts";
import { membersOf, routesOf, settingsOf, wiresOf } from "../../lab/members.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { scratchLab } from "./scratch.ts";

test("a lab has its tower first and a machine a site", () => {
    const lab = scratchLab();
    const members = membersOf(lab, ["gist", "korea"]);
    expect(members.machines.map(({ id }) => id)).toEqual(
        ["tower", "gist", "korea"].map((name) => `${lab.prefix}-${name}`),
    );
    expect(routesOf(members)).toContainEqual({ destination: "192.168.102.0/24", via: "203.0.113.12" });
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const roles = members.machines.map((machine) => settingsOf(members, secrets, machine).role);
    expect(roles).toEqual(["tower", "site", "site"]);
    expect(members.towerMachine).toBe(members.machines[0]);
});

test("a tower that lives on a K-Box is no machine, and that K-Box is told to be both", () => {
    const lab = scratchLab();
    const members = membersOf(lab, ["gist", "korea"], "korea");
    expect(members.machines.map(({ name }) => name)).toEqual(["gist", "korea"]);
    expect(members.towerMachine?.name).toBe("korea");
    expect(members.tower).toMatchObject({ host: "korea", identity: { authUrl: "http://203.0.113.12:5000/v3" } });
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const [gist, korea] = members.machines.map((machine) => settingsOf(members, secrets, machine));
    expect(gist).toMatchObject({ role: "site", keystone: "203.0.113.12" });
    expect(gist).not.toHaveProperty("tower");
    expect(korea).toMatchObject({
        role: "site",
        name: "labunit-korea",
        keystone: "203.0.113.12",
        tower: { role: "tower", name: "labunit-korea", address: "203.0.113.12", secrets: secrets.tower },
    });
    expect(JSON.stringify(gist)).not.toContain(secrets.tower.admin);
});

test("a site's tunnels start where its file says", () => {
    const [, gist, korea] = membersOf(scratchLab(), ["gist", "korea"]).machines;
    expect(gist?.cards.map(({ address }) => address)).toEqual(["203.0.113.11"]);
    expect(korea?.cards.map(({ address }) => address)).toEqual(["203.0.113.12", "203.0.113.22"]);
});

test("adding a site changes none of the others", () => {
    const lab = scratchLab();
    const before = membersOf(lab, ["gist", "korea"]).machines;
    expect(membersOf(lab, ["gist", "korea", "soongsil"]).machines.slice(0, 3)).toEqual(before);
});

test("names stay short enough for host names and interfaces", () => {
    const lab = scratchLab(`lab${"x".repeat(17)}`);
    for (const { id, name } of membersOf(lab, ["soongsil"]).machines) {
        expect(id.length).toBeLessThan(64);
        expect(name.length).toBeLessThan(16);
    }
});

test("a lab whose regions DevStack makes has bare machines, which are told nothing and read what the lab gives them", () => {
    const lab = scratchLab();
    const bootstrap = { kind: "devstack", gitBase: "file:///srv/mirror" } as const;
    const members = membersOf(lab, ["gist", "korea"], "gist", "mesh", bootstrap);
    expect(members.machines.map(({ name, kind, boxes }) => [name, kind, boxes])).toEqual([
        ["gist", "bare", []],
        ["korea", "bare", []],
    ]);
    const [gist] = members.machines;
    expect(gist?.binds).toMatchObject({ "/srv/k-one-lab/git": "/srv/mirror" });
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    expect(members.machines.map((machine) => settingsOf(members, secrets, machine))).toEqual([{}, {}]);
    keepBootstrap(lab, bootstrap);
    expect(membersOf(lab, ["gist", "korea"], "gist")).toEqual(members);
});

test("where each site has a Keystone of its own, a lab is its K-Boxes, and each is told to be the tower of itself alone", () => {
    const lab = scratchLab();
    const members = membersOf(lab, ["gist", "korea"], null, "mesh", { kind: "adopt" }, "own");
    expect(members.machines.map(({ name, kind }) => [name, kind])).toEqual([
        ["gist", "openstack"],
        ["korea", "openstack"],
    ]);
    expect(members.towerMachine).toBeNull();
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const [gist, korea] = members.machines.map((machine) => settingsOf(members, secrets, machine));
    expect(gist).toMatchObject({
        role: "site",
        keystone: "203.0.113.11",
        tower: { role: "tower", address: "203.0.113.11", sites: [{ site: "gist", address: "203.0.113.11" }] },
    });
    const passwords = (settings: unknown): readonly string[] => JSON.stringify(settings).match(/[\w-]{32}/g) ?? [];
    expect(passwords(korea).filter((password) => passwords(gist).includes(password))).toEqual([]);
    keepIdentity(lab, "own");
    expect(membersOf(lab, ["gist", "korea"])).toEqual(members);
});

test("a K-Cube that DevStack makes a compute node of is a machine on its site's management network", () => {
    const bootstrap = { kind: "devstack", gitBase: "https://git.example.org", computeNode: "gist" } as const;
    const members = membersOf(scratchLab(), ["gist", "korea"], "gist", "mesh", bootstrap);
    expect(members.machines.map(({ name, kind, site }) => [name, kind, site])).toEqual([
        ["gist", "bare", null],
        ["korea", "bare", null],
        ["gist-cube1", "bare", "gist"],
    ]);
    const [gist, korea, cube] = members.machines;
    expect(gist?.cards.at(-1)).toEqual({ name: "mgmt0", port: "gist-pm", address: null, wire: "gist-mgmt" });
    expect(korea?.cards).toHaveLength(2);
    expect(cube?.cards).toEqual([
        { name: "wan0", port: "gist-cube1", address: "203.0.113.31" },
        { name: "mgmt0", port: "gist-box", address: "172.16.1.21", wire: "gist-mgmt" },
    ]);
    expect(wiresOf(members)).toEqual(["gist-mgmt"]);
    expect(members.sites.map(({ boxes }) => boxes.length)).toEqual([1, 0]);
});

test("every machine of a lab has the root file system that its driver needs", () => {
    const kinds = (driver: "mesh" | "tricircle") =>
        membersOf(scratchLab(), ["gist"], null, driver).machines.map(({ kind }) => kind);
    expect(kinds("mesh")).toEqual(["openstack", "openstack"]);
    expect(kinds("tricircle")).toEqual(["tricircle", "tricircle"]);
});
