import { describe, expect, test } from "vitest";
import { closeAfterEach, find } from "./place.ts";

closeAfterEach();

const label = "k-one:lab-tower:tower-gist-project";

describe("Keystone", () => {
    test.each(["project:Project", "user:User", "role:Role"])("%s: none, one, several", async (type) => {
        const collection = `${type.split(":")[0]}s`;
        for (const ids of [[], ["a"], ["a", "b"]]) {
            const answers = { [`/v3/${collection}`]: { [collection]: ids.map((id) => ({ id, name: "k-one-gist" })) } };
            expect(await find(`identity/${type}`, { name: "k-one-gist" }, answers)).toEqual(ids);
        }
    });

    test("somebody else's project of the same name isn't ours", async () => {
        const projects = { projects: [{ id: "a", name: "k-one-gist", description: "somebody else's" }] };
        const inputs = { name: "k-one-gist", description: label };
        expect(await find("identity/project:Project", inputs, { "/v3/projects": projects })).toEqual([]);
    });

    test("a role assignment", async () => {
        const assignment = { role: { id: "r" }, user: { id: "u" }, scope: { project: { id: "p" } } };
        const inputs = { projectId: "p", userId: "u", roleId: "r" };
        const answers = { "/v3/role_assignments": { role_assignments: [assignment] } };
        expect(await find("identity/roleAssignment:RoleAssignment", inputs, answers)).toEqual(["/p//u/r"]);
    });
});
