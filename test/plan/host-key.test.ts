import { describe, expect, test } from "vitest";
import { mistakeInHostKey, withoutComment } from "../../plan/host-key.ts";

const ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

describe("a host key", () => {
    test.each([ed25519, `${ed25519} root@gist`])("may be %s", (key) => {
        expect(mistakeInHostKey(key)).toBeNull();
    });

    test.each([
        ["empty", ""],
        ["of an old kind", ed25519.replace("ssh-ed25519", "ssh-dss")],
        ["of another kind than it says", ed25519.replace("ssh-ed25519", "ssh-rsa")],
        ["cut off", ed25519.slice(0, -12)],
        ["not base64", `${ed25519.slice(0, -1)}…`],
    ])("can't be %s", (_, key) => {
        expect(mistakeInHostKey(key)).toContain("ssh_host_ed25519_key.pub");
    });

    test("that is private is not repeated", () => {
        const message = mistakeInHostKey("-----BEGIN OPENSSH PRIVATE KEY-----\ngeheim");
        expect(message).toContain("private key");
        expect(message).not.toContain("geheim");
    });

    test("goes into the plan without its comment", () => {
        expect(withoutComment(`${ed25519} root@gist`)).toBe(ed25519);
    });
});
