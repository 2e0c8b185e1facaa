import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCloudEntry } from "../../cloud/clouds-file.ts";

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

function thrown(run: () => unknown): string {
    try {
        run();
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}
