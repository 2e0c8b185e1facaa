import { expect, test } from "vitest";
import { refreshCommand, refreshEnvironment } from "../../cli/refresh.ts";

const display = { live: false, write: () => undefined };

test("an environment without files stops it", async () => {
    await expect(refreshEnvironment("nowhere", { display })).rejects.toThrow("nowhere");
});

test("asks nothing, since it changes nothing in OpenStack", () => {
    expect(refreshCommand().options.map(({ long }) => long)).toEqual(["--site", "--json", "--parallel"]);
});
