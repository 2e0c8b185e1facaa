import { describe, expect, test } from "vitest";
import { authenticate, keystoneUrl } from "../../cloud/keystone.ts";
import { startStandIn } from "./stand-in.ts";

const nowhere = { name: "a", file: "f", authType: "password", region: null, tls: { ca: null, verify: true } };

test.each(["http://k:5000", "http://k:5000/", "http://k:5000/v3", "http://k:5000/v3/"])("%s is Keystone's v3", (url) =>
    expect(keystoneUrl({ ...nowhere, auth: { auth_url: url } })).toBe("http://k:5000/v3"),
);

test.each([undefined, "k:5000"])("auth_url %s is refused", (url) => {
    const auth: Record<string, string> = url === undefined ? {} : { auth_url: url };
    expect(() => keystoneUrl({ ...nowhere, auth })).toThrow("clouds.a.auth.auth_url");
});

describe("authenticate", () => {
    test("takes an application credential", async () => {
        const cloud = await startStandIn({});
        const auth = {
            auth_url: cloud.url,
            application_credential_id: "c1",
            application_credential_secret: "correct-horse",
        };
        const tls = { ca: null, verify: true };
        const entry = { name: "a", file: "f", authType: "v3applicationcredential", auth, region: null, tls };
        expect((await authenticate(entry, 5000)).projectId).toBe("p1");
        await cloud.close();
    });

    test("a refusal names the entry and no secret", async () => {
        const cloud = await startStandIn({});
        const auth = { auth_url: cloud.url, username: "u", password: "hunter2" };
        const entry = {
            name: "a",
            file: "f",
            authType: "password",
            auth,
            region: null,
            tls: { ca: null, verify: true },
        };
        const error = await authenticate(entry, 5000).catch((caught: Error) => caught.message);
        expect(error).toContain("refused the credentials (401). Check clouds.a.auth in f.");
        expect(error).not.toContain("hunter2");
        await cloud.close();
    });

    test("an authentication it doesn't know is named with what is allowed", async () => {
        const auth = { auth_url: "http://127.0.0.1:9" };
        const entry = {
            name: "a",
            file: "f",
            authType: "v3kerberos",
            auth,
            region: null,
            tls: { ca: null, verify: true },
        };
        await expect(authenticate(entry, 5000)).rejects.toThrow(
            "auth_type: v3kerberos isn't supported. Use password or",
        );
    });
});
