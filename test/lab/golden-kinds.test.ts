import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { goldenKinds } from "../../lab/golden-kinds.ts";

const lab = path.join(import.meta.dirname, "../../lab");

test.each(Object.values(goldenKinds))("the kind $name has a build of its own and the sources it names", (kind) => {
    expect(() => accessSync(path.join(lab, kind.folder, "golden/build.sh"), constants.X_OK)).not.toThrow();
    for (const part of kind.parts) expect(existsSync(path.join(lab, part)), part).toBe(true);
});

test("no two kinds' roots can have the same name", () => {
    const prefixes = Object.values(goldenKinds).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(Object.entries(goldenKinds).every(([name, kind]) => kind.name === name)).toBe(true);
});
