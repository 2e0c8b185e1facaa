import { beforeAll, describe, expect, test } from "vitest";
import { Tower } from "../../components/tower.ts";
import { named, type Recording, record } from "./mocks.ts";
import { devStackPlan, devStackSecrets } from "./sample-dev-stack.ts";
import { samplePlan, thirdSite } from "./sample-plan.ts";

/** What Pulumi writes into a secret value on its way to the engine. */
const secretMark = "4dabf18193072939515e22adb298388d";
const makeTower = (changes: Readonly<Record<string, string>> = {}) => {
    const { tower } = samplePlan(changes);
    const passwords = Object.fromEntries(tower.sites.map((site) => [site, `secret of ${site}`]));
    return record(() => new Tower("tower", { tower, passwords }), { stack: "lab-tower" });
};

describe("Tower", () => {
    let tower: Recording<Tower>;
    beforeAll(async () => {
        tower = await makeTower();
    });

    test("gives each site a project, a user, a role and its assignments", () => {
        expect(
            tower.resources
                .map(({ name }) => name)
                .filter((name) => name.startsWith("tower-gist"))
                .sort(),
        ).toEqual([
            "tower-gist-member-role",
            "tower-gist-own-role",
            "tower-gist-project",
            "tower-gist-role",
            "tower-gist-user",
        ]);
        expect(tower.resources).toHaveLength(1 + 1 + 1 + 2 * 5);
    });

    test("names them after the site", () => {
        for (const kind of ["project", "role", "user"]) {
            expect(named(tower, `tower-korea-${kind}`).inputs.name).toBe("k-one-korea");
        }
    });

    test("gives each user its own password, kept secret, and its own project", () => {
        expect(named(tower, "tower-korea-user").inputs).toMatchObject({
            password: { [secretMark]: expect.any(String), value: "secret of korea" },
            defaultProjectId: "tower-korea-project-id",
        });
    });

    test("assigns the site's own role and Keystone's member, in the site's project only", () => {
        const assignee = { projectId: "tower-gist-project-id", userId: "tower-gist-user-id" };
        const { memberRole } = samplePlan().tower;
        expect(named(tower, "tower-gist-own-role").inputs).toEqual({ ...assignee, roleId: "tower-gist-role-id" });
        expect(named(tower, "tower-gist-member-role").inputs).toEqual({ ...assignee, roleId: memberRole });
    });

    test("uses the tower's own provider for everything", () => {
        const provider = named(tower, "tower-provider");
        expect(provider.inputs).toMatchObject({ cloud: "lab-tower", region: "CentralRegion" });
        const users = tower.resources.filter(({ type }) => type.startsWith("openstack:"));
        expect(new Set(users.map((user) => user.provider))).toEqual(new Set([`${provider.urn}::tower-provider-id`]));
    });

    test("is the parent of all it makes, and registers its outputs", () => {
        const component = tower.resources.find(({ type }) => type === "k-one:index:Tower");
        const children = tower.resources.filter(({ custom }) => custom);
        expect(new Set(children.map(({ parent }) => parent))).toEqual(new Set([component?.urn]));
        expect(children.every(({ name }) => name.startsWith("tower-"))).toBe(true);
        expect(tower.finished).toContain(component?.urn);
    });

    test("keeps passwords out of its own inputs", () => {
        expect(JSON.stringify(tower.resources.filter(({ custom }) => !custom))).not.toContain("secret of");
    });

    test("changes nothing of the others when a site is added", async () => {
        const after = await makeTower({ kaist: thirdSite });
        for (const { name, inputs } of tower.resources.filter(({ custom }) => custom)) {
            expect(named(after, name).inputs).toEqual(inputs);
        }
        expect(after.resources).toHaveLength(tower.resources.length + 5);
    });

    test("refuses to make a user without a password", async () => {
        await expect(record(() => new Tower("tower", { tower: samplePlan().tower, passwords: {} }))).rejects.toThrow(
            "no password was given for site gist",
        );
    });
});

describe("a Tower that DevStack makes", () => {
    const plan = samplePlan().tower;
    const passwords = Object.fromEntries(plan.sites.map((site) => [site, `secret of ${site}`]));
    const bare = { ...plan, devStack: devStackPlan({ name: "tower", role: "tower" }) };

    test("has Keystone before its first user, and takes the role's id from there", async () => {
        const devStack = { privateKey: "key", secrets: devStackSecrets };
        const made = await record(() => new Tower("tower", { tower: bare, passwords, devStack }));
        const health = named(made, "tower-devstack-health");
        expect(named(made, "tower-provider").dependencies).toEqual(expect.arrayContaining([health.urn]));
        expect(named(made, "tower-gist-member-role").sources.roleId).toEqual([health.urn]);
    });

    test("needs DevStack's secrets", async () => {
        await expect(record(() => new Tower("tower", { tower: bare, passwords }))).rejects.toThrow("no secrets");
    });
});
