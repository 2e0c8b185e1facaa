import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { missingHostPackages } from "../../lab/host-packages.ts";

describe("what the lab needs on the host", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "k-one-host-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it("is missing when its file is, and there when its file is", async () => {
        const packages = ["a", "b"].map((name) => ({ name, file: join(folder, name) }));
        expect(await missingHostPackages(packages)).toEqual(["a", "b"]);
        await writeFile(join(folder, "a"), "");
        expect(await missingHostPackages(packages)).toEqual(["b"]);
    });
});
