import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findPathPulumi, judgePathPulumi, languageHost } from "../../toolchain/path-pulumi.ts";
import { fakePulumi, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const judge = () => judgePathPulumi(place, findPathPulumi(place), join(place.home, "log"));

it("finds none on an empty PATH", async () => {
    expect(findPathPulumi({ ...place, env: {} })).toBeNull();
    expect(await judge()).toEqual({ version: null, why: "there is no pulumi on PATH" });
});

it("passes over the one that we built", () => {
    const path = place.provide("pulumi", fakePulumi());
    mkdirSync(join(place.home, "bin"), { recursive: true });
    symlinkSync(path, join(place.home, "bin", "pulumi"));
    const PATH = `${place.home}/bin:${place.env.PATH}`;
    expect(findPathPulumi({ ...place, env: { PATH } })?.path).toBe(path);
});

it("finds the language host beside the program that a link leads to", () => {
    const path = place.provide("pulumi", fakePulumi());
    const host = place.provide("pulumi-language-nodejs", "");
    mkdirSync(join(place.home, "links"), { recursive: true });
    symlinkSync(path, join(place.home, "links", "pulumi"));
    expect(languageHost(join(place.home, "links", "pulumi"))).toBe(host);
});

it("doesn't use one that doesn't tell its version", async () => {
    place.provide("pulumi", "echo broken; exit 1");
    place.provide("pulumi-language-nodejs", "");
    expect(await judge()).toMatchObject({ version: null, why: expect.stringContaining("(broken)") });
});
