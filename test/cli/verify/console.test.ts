import { describe, expect, test } from "vitest";
import { hostKeysOf } from "../../../cli/verify/console.ts";

const block = (...keys: string[]) =>
    ["-----BEGIN SSH HOST KEY KEYS-----", ...keys, "-----END SSH HOST KEY KEYS-----"].join("\r\n");

describe("hostKeysOf", () => {
    test("reads cloud-init's block, without host names", () => {
        const log = `booting\r\n${block("ssh-ed25519 AAAAC3Nz+/a= root@guest", "ecdsa-sha2-nistp256 AAAAE2Vj root@guest")}\r\nlogin:`;
        expect(hostKeysOf(log)).toEqual(["ssh-ed25519 AAAAC3Nz+/a=", "ecdsa-sha2-nistp256 AAAAE2Vj"]);
    });

    test("takes the last boot's block", () => {
        expect(hostKeysOf(`${block("ssh-ed25519 AAAAold")}\n${block("ssh-ed25519 AAAAnew")}`)).toEqual([
            "ssh-ed25519 AAAAnew",
        ]);
    });

    test("takes the last complete block while the next one is being printed", () => {
        const log = `${block("ssh-ed25519 AAAAold")}\n-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAhalf`;
        expect(hostKeysOf(log)).toEqual(["ssh-ed25519 AAAAold"]);
    });

    test("survives what the kernel prints at the start of a line", () => {
        expect(hostKeysOf(block("[   12.3] cloud-init[432]: ssh-rsa AAAAB3 root@x"))).toEqual(["ssh-rsa AAAAB3"]);
    });

    test.each(["", "no keys", "-----END SSH HOST KEY KEYS-----", "-----BEGIN SSH HOST KEY KEYS-----\nssh-rsa AAAA"])(
        "finds nothing in %j",
        (log) => expect(hostKeysOf(log)).toEqual([]),
    );
});
