import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeToolchain } from "../../toolchain/make.ts";
import { readManifest } from "../../toolchain/manifest.ts";
import { fakeGo, fakePulumi, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const make = () => makeToolchain(place, { log: () => {}, logFile: join(place.home, "log") });
beforeEach(() => mkdirSync(place.home));

it("writes down what it did", async () => {
    place.provide("go", fakeGo());
    const manifest = await make();
    expect(readManifest(place)).toEqual(manifest);
    expect(manifest.parts.map((part) => part.name)).toEqual([
        "pulumi",
        "pulumi-language-nodejs",
        "command",
        "openstack",
    ]);
});

it("builds the plugins alone where the registry has none for a pulumi from PATH", async () => {
    place.provide("go", fakeGo());
    place.provide("pulumi", fakePulumi());
    place.provide("pulumi-language-nodejs", "");
    const { parts } = await make();
    expect(parts.map((part) => part.source)).toEqual(["path", "path", "built", "built"]);
    expect(place.calls().filter((call) => call.startsWith("go build"))).toHaveLength(2);
});

it("goes back to building when pulumi leaves PATH", async () => {
    place.provide("go", fakeGo());
    place.provide("pulumi", fakePulumi("3.260.0", true));
    place.provide("pulumi-language-nodejs", "");
    await make();
    place.provide("pulumi", fakePulumi("3.0.0"));
    const { parts } = await make();
    expect(parts.map((part) => part.source)).toEqual(["built", "built", "built", "downloaded"]);
});
