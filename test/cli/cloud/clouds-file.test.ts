import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCloudEntry } from "../../../cli/cloud/clouds-file.ts";
import { authenticate, keystoneUrl } from "../../../cli/cloud/keystone.ts";
import { startStandIn } from "./stand-in.ts";

describe("readCloudEntry", () => {
    let folder: string;
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k-one-clouds-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    test("merges secure.yaml into the entry", () => {
        write("clouds.yaml", "clouds: { a: { auth: { auth_url: 'http://k:5000', username: u } } }");
        write("secure.yaml", "clouds: { a: { auth: { password: s } } }");
        const entry = readCloudEntry("a", {}, folder);
        expect(entry.auth).toEqual({ auth_url: "http://k:5000", username: "u", password: "s" });
        expect(keystoneUrl(entry)).toBe("http://k:5000/v3");
    });

    test("OS_CLIENT_CONFIG_FILE comes first", () => {
        write("clouds.yaml", "clouds: { a: { region_name: Wrong } }");
        write("mine.yaml", "clouds: { a: { region_name: Right } }");
        expect(readCloudEntry("a", { OS_CLIENT_CONFIG_FILE: join(folder, "mine.yaml") }, folder).region).toBe("Right");
    });

    test("names the entries there are when the wanted one is missing", () => {
        write("clouds.yaml", "clouds: { b: {}, a: {} }");
        expect(() => readCloudEntry("c", {}, folder)).toThrow(/no entry c; there are: a, b\. Add clouds\.c/);
    });

    test("says where it looked", () => {
        expect(() => readCloudEntry("c", { OS_CLIENT_CONFIG_FILE: join(folder, "no.yaml") }, folder)).toThrow(
            /clouds\.yaml: not found\. Set OS_CLIENT_CONFIG_FILE, or write one of .*\/etc\/openstack\/clouds\.yaml/,
        );
    });

    test("quotes nothing of a broken file", () => {
        write("clouds.yaml", "clouds: { a: { auth: { password: hunter2 ");
        const error = thrown(() => readCloudEntry("a", {}, folder));
        expect(error).toContain("can't be read");
        expect(error).not.toContain("hunter2");
    });

    test("names a certificate that isn't there", () => {
        write("clouds.yaml", "clouds: { a: { cacert: ca.pem, auth: {} } }");
        expect(() => readCloudEntry("a", {}, folder)).toThrow("clouds.a.cacert: ca.pem doesn't exist.");
    });
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

function thrown(run: () => unknown): string {
    try {
        run();
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}
