import { describe, expect, test } from "vitest";
import { authentication } from "../../../../cli/doctor/checks/authentication.ts";
import { CloudError, openCloud } from "../../../../cloud/cloud.ts";
import { startStandIn } from "../../../cloud/stand-in.ts";
import { fakeDoctorHands, findings, gist, plan } from "../fakes.ts";

const refused = new CloudError("sample-gist: refused the credentials (401).", 401);
const silent = new CloudError("sample-gist: Keystone doesn't answer.", null);

describe("authentication", () => {
    test("says who we are", async () => {
        expect(await findings(authentication, gist)).toEqual(["ok: user u1 in project p1"]);
    });

    test("says in which file a wrong password stands", async () => {
        const keystone = await startStandIn({});
        const file = keystone.env.OS_CLIENT_CONFIG_FILE ?? "";
        const secure = { ...keystone.env, OS_CLIENT_SECURE_FILE: `${file}.secure` };
        const { writeFileSync } = await import("node:fs");
        writeFileSync(`${file}.secure`, "clouds: { site: { auth: { password: wrong } } }");
        const hands = { ...fakeDoctorHands(), cloud: () => openCloud("site", { env: secure, folder: "/" }) };
        await expect(authentication.run(gist, hands)).rejects.toThrow(
            `site: Keystone at ${keystone.url}/v3/auth/tokens refused the credentials (401). Check clouds.site.auth in ${file}.`,
        );
        await keystone.close();
    });

    test("a user that the tower's stack hasn't made yet is no mistake", async () => {
        const closed = { "sample-gist": refused };
        expect(await findings(authentication, gist, { closed, answers: { "identity /users": { users: [] } } })).toEqual(
            ["not yet: user k-one-gist isn't in Keystone yet. `npx k-one up sample` makes it."],
        );
        expect(
            await findings(authentication, gist, { closed, answers: { "identity /users": { users: [{}] } } }),
        ).toEqual(["wrong: sample-gist: refused the credentials (401)."]);
        expect(await findings(authentication, plan.tower, { closed: refused })).toEqual([
            "wrong: sample-gist: refused the credentials (401).",
        ]);
    });

    test("a tower that is down is told once, at the tower", async () => {
        expect(await findings(authentication, gist, { closed: silent })).toEqual([
            expect.stringMatching(/^elsewhere: /),
        ]);
        expect(await findings(authentication, gist, { closed: silent, tower: false })).toEqual([
            "wrong: sample-gist: Keystone doesn't answer.",
        ]);
    });
});
