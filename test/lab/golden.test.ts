import { chmod, cp, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureGolden, goldenHash, otherGoldens } from "../../lab/golden.ts";
import { goldenKinds } from "../../lab/golden-kinds.ts";

const lab = join(import.meta.dirname, "../../lab");

describe("the golden root's hash", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "k-one-golden-"));
        for (const part of ["golden", "box", "guest", "bare"]) {
            await cp(join(lab, part), join(folder, part), { recursive: true });
        }
    });
    afterEach(() => rm(folder, { recursive: true }));

    it("is the same for the same sources anywhere", async () => {
        expect(await goldenHash(folder)).toBe(await goldenHash(lab));
        expect(await goldenHash(folder)).toMatch(/^[0-9a-f]{12}$/);
    });

    it("changes with a file's text, its right to run, and its name", async () => {
        const seen = [await goldenHash(folder)];
        await writeFile(join(folder, "box", "added"), "");
        seen.push(await goldenHash(folder));
        await writeFile(join(folder, "box", "added"), "text");
        seen.push(await goldenHash(folder));
        await chmod(join(folder, "box", "added"), 0o755);
        seen.push(await goldenHash(folder));
        expect(new Set(seen).size).toBe(4);
    });

    it("of one kind doesn't change with the sources of another", async () => {
        const both = async () => [await goldenHash(folder), await goldenHash(folder, goldenKinds.bare)];
        const [region, bare] = await both();
        await writeFile(join(folder, "bare", "added"), "");
        const [sameRegion, otherBare] = await both();
        expect(sameRegion).toBe(region);
        expect(otherBare).not.toBe(bare);
        await writeFile(join(folder, "box", "added"), "");
        expect((await both())[1]).toBe(otherBare);
    });

    it("doesn't depend on what Python left behind", async () => {
        const before = await goldenHash(folder);
        const cache = join(folder, "box", "k_one_box", "__pycache__");
        await mkdir(cache, { recursive: true });
        await writeFile(join(cache, "machine.pyc"), "x");
        expect(await goldenHash(folder)).toBe(before);
    });
});

describe("golden roots", () => {
    let home = "";
    beforeEach(async () => {
        home = await mkdtemp(join(tmpdir(), "k-one-home-"));
    });
    afterEach(() => rm(home, { recursive: true }));

    it("that are there are used as they are", async () => {
        const hash = await goldenHash();
        await mkdir(join(home, `golden-${hash}`));
        const said: string[] = [];
        const golden = await ensureGolden({ home, log: (line) => said.push(line), logFile: join(home, "log") });
        expect(golden).toEqual({ root: join(home, `golden-${hash}`), hash });
        expect(said).toEqual([]);
    });

    it("have their kind in their names", async () => {
        const kind = goldenKinds.bare;
        const root = join(home, `golden-bare-${await goldenHash(undefined, kind)}`);
        await mkdir(root);
        const options = { home, log: () => undefined, logFile: join(home, "log"), kind };
        expect((await ensureGolden(options)).root).toBe(root);
    });

    it("are not begun by somebody who isn't root, and nothing is changed", async () => {
        const missing = join(home, "missing");
        const getuid = vi.spyOn(process, "getuid").mockReturnValue(1000);
        const options = { home: missing, log: () => undefined, logFile: join(missing, "log") };
        await expect(ensureGolden(options)).rejects.toThrow("The lab's machines need root: run this command as root");
        await expect(stat(missing)).rejects.toThrow("ENOENT");
        getuid.mockRestore();
    });

    it("of other versions are found, and nothing else is", async () => {
        for (const name of [
            "golden-000000000000",
            "golden-111111111111",
            "golden-222222222222.new",
            "golden.lock",
            "lab",
        ]) {
            await mkdir(join(home, name));
        }
        expect(await otherGoldens(home, "000000000000")).toEqual(["golden-111111111111"]);
        expect(await otherGoldens(join(home, "missing"), "000000000000")).toEqual([]);
    });
});
