import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { UserError } from "../../plan/user-error.ts";
import { checkNode, checkSpace } from "../../toolchain/requirements.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";
import { fakeGo, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

async function errorOf(action: () => unknown): Promise<string> {
    const error: unknown = await Promise.resolve()
        .then(action)
        .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    return error instanceof UserError ? error.message : "";
}

it("says which Node is needed", async () => {
    expect(await errorOf(() => checkNode("18.19.0"))).toBe(
        "Node 18.19.0 is too old: Node 20.11.0 or newer is needed. Install it and start again.",
    );
    expect(() => checkNode("20.11.0")).not.toThrow();
});

it("says that Go is missing", async () => {
    place.provide("go", "exit 127");
    expect(await errorOf(() => ensureToolchain({ place }))).toMatch(
        /^Go 1\.25\.\d+ or newer is needed .* no working `go` on PATH\. Install it from/,
    );
    expect(existsSync(`${place.home}/go`)).toBe(false);
});

it("says that Go is too old", async () => {
    place.provide("go", fakeGo("1.24.4"));
    expect(await errorOf(() => ensureToolchain({ place }))).toMatch(/the `go` on PATH is 1\.24\.4\. Install/);
    expect(place.calls()).toEqual(["go version"]);
});

it("says that Go's registry doesn't answer", async () => {
    place.provide("go", fakeGo().replace("list)", "list) echo 'dial tcp: no such host' >&2; exit 1 ;; never)"));
    expect(await errorOf(() => ensureToolchain({ place }))).toMatch(
        /module registry .*GOPROXY.* dial tcp: no such host\. Check the network/,
    );
    expect(place.calls().filter((call) => call.startsWith("go build"))).toEqual([]);
});

it("says how much space is needed and how much there is", async () => {
    expect(await errorOf(() => checkSpace(place, 2 ** 60))).toMatch(
        /takes 1073741824\.0 GiB of disk space, and .* has \d+\.\d GiB left\. Free some/,
    );
});
