import { expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

test.each(["wireguard", "ipsec"])("encryption %s is refused, and nothing said of plaintext", (encryption) => {
    expect(errorsOf(edited("tower", "encryption: none", `encryption: ${encryption}`))).toEqual([
        `tower.sharedNetworks.net3.encryption: ${encryption} is planned but not there yet. Allowed for now: none.`,
    ]);
});

test("what is there already passes", () => {
    expect(errorsOf(edited("gist", "router: R1", "router: R1\n    bootstrap: adopt"))).toEqual([]);
});
