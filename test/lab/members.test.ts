import { expect, test } from "vitest";
import { membersOf, routesOf, settingsOf } from "../../lab/members.ts";
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
    const roles = members.machines.map((machine) => settingsOf(lab, members, secrets, machine).role);
    expect(roles).toEqual(["tower", "site", "site"]);
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
