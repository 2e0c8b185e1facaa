import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasPython, python } from "./python.ts";

const tell = `
import sys
from pathlib import Path
from k_one_box import progress
folder = Path(sys.argv[1])
for step in sys.argv[2:]:
    name, _, text = step.partition(":")
    getattr(progress, name)(*([text] if text else []), folder=folder)
print("{}")
`;

describe.skipIf(!hasPython)("a machine's progress", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "k-one-progress-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const files = async () => (await readdir(folder)).sort();
    const text = (name: string) => readFile(join(folder, name), "utf8");

    it("is one line", async () => {
        python(tell, folder, "phase:one", "phase:two", "failed:first line\nsecond line");
        expect(await text("phase")).toBe("two\n");
        expect(await text("failed")).toBe("first line second line\n");
        expect(await files()).toEqual(["failed", "phase"]);
    });

    it("is ready or failed, never both", async () => {
        python(tell, folder, "failed:why", "ready");
        expect(await files()).toEqual(["phase", "ready"]);
        python(tell, folder, "failed:why");
        expect(await files()).toEqual(["failed", "phase"]);
    });
});
