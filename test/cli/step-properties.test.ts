import { describe, expect, test } from "vitest";
import {
    changedProperties,
    jsonOf,
    ownProperties,
    rootOf,
    type Step,
    withoutSecrets,
} from "../../cli/step-properties.ts";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAA" };

test("a path belongs to the property that it begins with", () =>
    expect(["fixedIps[0].ipAddress", "tags", "a.b"].map(rootOf)).toEqual(["fixedIps", "tags", "a"]));

test("the engine's detailed diff comes before its list of names", () => {
    const step = { detailedDiff: { "b[0]": {}, b: {} }, diffs: ["a"] } as unknown as Step;
    expect(changedProperties(step)).toEqual(["b"]);
    expect(changedProperties({ diffs: ["a"] } as Step)).toEqual(["a"]);
});

test("the engine's own properties are nobody's", () =>
    expect(ownProperties({ name: "a", __defaults: [], cidr: "b" })).toEqual(["cidr", "name"]));

describe("jsonOf", () => {
    test("shows a plain value, and none for none", () => {
        expect(jsonOf({ pairs: [{ ip: "10.1.0.10", __defaults: [] }] }, "pairs")).toBe('[{"ip":"10.1.0.10"}]');
        expect([jsonOf({ a: null }, "a"), jsonOf({}, "a"), jsonOf(undefined, "a")]).toEqual([null, null, null]);
    });

    test("says of a value that only up gets to know that it does", () =>
        expect(jsonOf({ id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, "id")).toBe('"[known after up]"'));

    test.each([
        [
            "marked, inside something else",
            { user: { shown: "a", hidden: secret } },
            "user",
            '{"shown":"a","hidden":"[secret]"}',
        ],
        ["not marked, but called one", { adminPassword: "hunter2" }, "adminPassword", '"[secret]"'],
        ["called one, in a list", { secret: ["hunter2"] }, "secret", '["[secret]"]'],
        ["called one, inside", { auth: { password: "hunter2", pin: 4 } }, "auth", '{"password":"[secret]","pin":4}'],
        ["a number", { token: 123456 }, "token", '"[secret]"'],
        ["a key in a script", { create: "echo '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA'" }, "create", '"[secret]"'],
        [
            "in base64",
            { userData: Buffer.from("export OS_PASSWORD=hunter2 # and so on").toString("base64") },
            "userData",
            '"[secret]"',
        ],
    ])("hides a secret: %s", (_, values, name, shown) => expect(jsonOf(values, name)).toBe(shown));
});

describe("withoutSecrets", () => {
    test("hides the lines of a text that look like one", () =>
        expect(withoutSecrets("it failed\nOS_PASSWORD=hunter2 openstack\nthe end")).toBe(
            "it failed\n[secret]\nthe end",
        ));

    test("hides all of a text whose secret goes over several lines", () => {
        const key = Buffer.from("-----BEGIN PRIVATE KEY----- and what follows it").toString("base64");
        expect(withoutSecrets(`a\n${key.slice(0, 30)}\n${key.slice(30)}`)).not.toContain(key.slice(0, 30));
    });

    test("leaves others alone", () => expect(withoutSecrets("the router is in use")).toBe("the router is in use"));
});
