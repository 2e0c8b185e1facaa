import { expect, test } from "vitest";
import { driftCommand } from "../../cli/drift.ts";

test("is a command with the common options, and asks nothing", () => {
    const options = driftCommand().options.map(({ long }) => long);
    expect(options).toEqual(expect.arrayContaining(["--site", "--json", "--parallel"]));
    expect(options).not.toContain("--yes");
});
