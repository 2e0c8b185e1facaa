import { appendFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureToolchain, toolchainStatus } from "../../toolchain/toolchain.ts";
import { fakeGo, fakePulumi, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const builds = (): string[] => place.calls().filter((call) => call.startsWith("go build"));

describe("without pulumi on PATH", () => {
    beforeEach(() => place.provide("go", fakeGo()));

    it("builds everything into the toolchain's folder", async () => {
        const toolchain = await ensureToolchain({ place });
        expect(toolchain.pulumi).toBe(join(place.home, "bin", "pulumi"));
        expect(toolchain.env.PATH?.split(":")[0]).toBe(join(place.home, "bin"));
        expect(toolchain.env.PULUMI_HOME).toBe(join(place.home, "home"));
        expect(toolchain.parts.map((part) => part.source)).toEqual(["built", "built", "built", "built"]);
        expect(toolchain.parts.every((part) => existsSync(part.where))).toBe(true);
        expect(existsSync(join(place.home, "bin", "pulumi-resource-pulumi-nodejs"))).toBe(true);
        expect(existsSync(join(place.home, "..", "user"))).toBe(false);
    });

    it("starts no process the second time, and is done within a second", async () => {
        const first = await ensureToolchain({ place });
        const calls = place.calls().length;
        const begin = performance.now();
        expect(await ensureToolchain({ place })).toEqual(first);
        expect(performance.now() - begin).toBeLessThan(1000);
        expect(place.calls()).toHaveLength(calls);
    });

    it("builds again only what has changed, without asking the registry again", async () => {
        await ensureToolchain({ place });
        const before = place.calls().length;
        appendFileSync(join(place.sources, "command", "main.go"), "// changed\n");
        await ensureToolchain({ place });
        const calls = place.calls().slice(before);
        expect(calls.filter((call) => call.startsWith("go build"))).toEqual([expect.stringMatching(/ \.\/command$/)]);
        expect(calls.filter((call) => call.startsWith("pulumi plugin"))).toEqual([expect.stringContaining("--file")]);
    });

    it("builds again what was deleted", async () => {
        const { pulumi } = await ensureToolchain({ place });
        rmSync(pulumi);
        await ensureToolchain({ place });
        expect(existsSync(pulumi)).toBe(true);
    });

    it("builds once when two ask at the same time", async () => {
        await Promise.all([ensureToolchain({ place }), ensureToolchain({ place })]);
        expect(builds()).toHaveLength(3);
    });

    it("names the log file when a build fails, and leaves nothing half done", async () => {
        place.provide("go", `${fakeGo().replace("build)", "build) echo 'no space left' >&2; exit 1 ;; never)")}`);
        await expect(ensureToolchain({ place })).rejects.toThrow(/no space left.*build\.log/);
        expect((await toolchainStatus({ place })).toolchain).toBeNull();
        place.provide("go", fakeGo());
        await ensureToolchain({ place });
    });
});

describe("with pulumi on PATH", () => {
    it("uses it, and its registry for all but the command plugin, whose own one checks every host key", async () => {
        place.provide("go", fakeGo());
        const path = place.provide("pulumi", fakePulumi("3.260.1", true));
        const host = place.provide("pulumi-language-nodejs", "");
        const toolchain = await ensureToolchain({ place });
        expect(toolchain).toMatchObject({ pulumi: path, version: "3.260.1" });
        expect(toolchain.parts.map((part) => part.source)).toEqual(["path", "path", "built", "downloaded"]);
        expect(toolchain.parts[1]?.where).toBe(host);
        expect(builds()).toHaveLength(1);
    });

    it.each([
        ["too old", "3.247.9", true, /3\.247\.9, older than 3\.248\.0/],
        ["without language host", "3.260.0", false, /no pulumi-language-nodejs beside it/],
    ])("builds its own when that one is %s", async (_, version, host, why) => {
        place.provide("go", fakeGo());
        place.provide("pulumi", fakePulumi(version));
        if (host) {
            place.provide("pulumi-language-nodejs", "");
        }
        const { parts } = await ensureToolchain({ place });
        expect(parts[0]).toMatchObject({ source: "built", why: expect.stringMatching(why) });
    });

    it("notices when another release is installed", async () => {
        place.provide("go", fakeGo());
        place.provide("pulumi", fakePulumi("3.260.0", true));
        place.provide("pulumi-language-nodejs", "");
        await ensureToolchain({ place });
        place.provide("pulumi", fakePulumi("3.260.0-newer", true));
        expect((await toolchainStatus({ place })).toolchain).toBeNull();
    });
});

describe("status", () => {
    it("changes nothing", async () => {
        const { toolchain, lines } = await toolchainStatus({ place });
        expect(toolchain).toBeNull();
        expect(lines).toContain("command 1.2.1: not there yet");
        expect(existsSync(place.home)).toBe(false);
    });

    it("says where each part is and why", async () => {
        place.provide("go", fakeGo());
        const toolchain = await ensureToolchain({ place });
        const status = await toolchainStatus({ place });
        expect(status.toolchain).toEqual(toolchain);
        expect(status.lines[0]).toBe(`pulumi 3.250.0: built, ${toolchain.pulumi} (there is no pulumi on PATH)`);
        expect(status.lines[2]).toMatch(/command 1\.2\.1: built, .* \(the official one trusts any SSH server/);
        expect(status.lines[3]).toMatch(
            /openstack 3\.15\.2: built, .* \(Pulumi's registry doesn't give it: .*5 attempts\)/,
        );
    });
});
