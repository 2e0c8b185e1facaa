import { expect, test } from "vitest";
import { memberRole } from "../../../../cli/doctor/checks/member-role.ts";
import { CloudError } from "../../../../cloud/cloud.ts";
import { findings, plan } from "../fakes.ts";

const roles = (...found: readonly object[]) => ({ answers: { "identity /roles": { roles: found } } });

test("finds the role by its id", async () => {
    expect(await findings(memberRole, plan.tower, roles({ id: "m", name: "member" }))).toEqual(["ok: member (m)"]);
});

test("tells the id that it should be", async () => {
    expect(await findings(memberRole, plan.tower, roles({ id: "x", name: "member" }))).toEqual([
        "wrong: identity.memberRole in stacks/Pulumi.sample-tower.yaml: Keystone has no role m. Its role member is x.",
    ]);
    expect(await findings(memberRole, plan.tower, roles())).toEqual([
        expect.stringContaining("openstack role create member"),
    ]);
});

test("takes the role by its name where DevStack has made Keystone and the file names none", async () => {
    const tower = { ...plan.tower, memberRole: null };
    expect(await findings(memberRole, tower, roles({ id: "x", name: "member" }))).toEqual(["ok: member (x)"]);
    expect(await findings(memberRole, tower, roles({ id: "y", name: "reader" }))).toEqual([
        "wrong: Keystone has no role member: make one with `openstack role create member`.",
    ]);
});

test("tells rights from a role that is missing", async () => {
    const answers = { "identity /roles": new CloudError("forbidden", 403) };
    expect(await findings(memberRole, plan.tower, { answers })).toEqual([
        expect.stringContaining("it needs the role admin"),
    ]);
});
