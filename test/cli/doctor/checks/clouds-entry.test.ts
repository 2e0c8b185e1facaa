import { expect, test } from "vitest";
import { cloudsEntry } from "../../../../cli/doctor/checks/clouds-entry.ts";
import { readCloudEntry } from "../../../../cloud/clouds-file.ts";
import { startStandIn } from "../../../cloud/stand-in.ts";
import { fakeDoctorHands, findings, gist, goodEntry } from "../fakes.ts";

test("says where the entry was found, whether or not it writes the version", async () => {
    expect(await findings(cloudsEntry, gist)).toEqual(["ok: entry sample-gist in /etc/clouds.yaml"]);
});

test("names the entry that is missing, and the ones that are there", async () => {
    const keystone = await startStandIn({});
    const hands = { ...fakeDoctorHands(), entry: (name: string) => readCloudEntry(name, keystone.env, "/") };
    await expect(cloudsEntry.run(gist, hands)).rejects.toThrow(
        `${keystone.env.OS_CLIENT_CONFIG_FILE}: no entry sample-gist; there are: site. Add clouds.sample-gist with its auth section.`,
    );
    await keystone.close();
});

test("finds an entry that leads to another Keystone", async () => {
    const entry = { ...goodEntry, auth: { auth_url: "http://192.0.2.1:5000/v3" } };
    expect(await findings(cloudsEntry, gist, { entry })).toEqual([
        "wrong: /etc/clouds.yaml: clouds.sample-gist.auth.auth_url: http://192.0.2.1:5000/v3, but identity.authUrl in " +
            "stacks/Pulumi.sample-tower.yaml says http://203.0.113.10:5000/v3. All sites share one Keystone: make them the same.",
    ]);
});
