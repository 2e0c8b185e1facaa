import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assertReachable, defaultMirror, fetchSettings, proxyEnv } from "../../lab/apt.ts";

describe("how packages are fetched", () => {
    const dump = [
        'Acquire "";',
        'Acquire::http::Proxy "http://proxy.example:3128";',
        'Acquire::https::Proxy "";',
        'Acquire::Check-Valid-Until "false";',
        'Acquire::IndexTargets::deb::Packages::MetaKey "x";',
        'DPkg::Post-Invoke:: "rm -rf /x";',
    ].join("\n");

    it("is handed on from the host's apt, and nothing else of its settings", () => {
        expect(fetchSettings(dump)).toBe(
            'Acquire::http::Proxy "http://proxy.example:3128";\nAcquire::Check-Valid-Until "false";\n',
        );
    });

    it("becomes the environment of debootstrap", () => {
        expect(proxyEnv(fetchSettings(dump))).toEqual({ http_proxy: "http://proxy.example:3128" });
        expect(proxyEnv("")).toEqual({});
    });
});

describe("a mirror", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "k-one-apt-test-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it("is debootstrap's own when nobody names one", async () => {
        const script = join(folder, "sid");
        await writeFile(script, "case $ARCH in\n\tdefault_mirror http://debian.example/debian\n");
        expect(await defaultMirror(script)).toBe("http://debian.example/debian");
        await writeFile(script, "nothing\n");
        await expect(defaultMirror(script)).rejects.toThrow(`${script} names no mirror`);
    });

    it("that doesn't answer is told in one sentence with the address that was asked", async () => {
        await expect(assertReachable(`file://${folder}`, "trixie")).rejects.toThrow(
            `file://${folder}/dists/trixie/Release can't be fetched.`,
        );
    });
});
