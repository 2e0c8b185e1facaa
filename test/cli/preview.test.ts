import { expect, test } from "vitest";
import { previewCommand, previewEnvironment } from "../../cli/preview.ts";

const display = { live: false, write: () => undefined };

test("an environment without files stops it", async () => {
    await expect(previewEnvironment("nowhere", { display })).rejects.toThrow("nowhere");
});

test("asks nothing, since it changes nothing", () => {
    expect(previewCommand().options.map(({ long }) => long)).toEqual([
        "--expect-no-changes",
        "--site",
        "--json",
        "--parallel",
    ]);
});
