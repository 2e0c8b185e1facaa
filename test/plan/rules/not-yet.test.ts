import { expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

test("encryption wireguard is refused, and nothing said of plaintext", () => {
    expect(errorsOf(edited("tower", "encryption: none", "encryption: wireguard"))).toEqual([
        "tower.sharedNetworks.net3.encryption: wireguard is planned but not there yet. Allowed for now: none.",
    ]);
});

test("what is there already passes", () => {
    expect(errorsOf(edited("gist", "router: R1", "router: R1\n    bootstrap: adopt"))).toEqual([]);
});
