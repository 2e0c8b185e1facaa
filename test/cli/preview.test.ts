import { expect, test } from "vitest";
import { previewCommand } from "../../cli/preview.ts";

test("asks nothing, since it changes nothing", () => {
    expect(previewCommand().options.map(({ long }) => long)).not.toContain("--yes");
});
