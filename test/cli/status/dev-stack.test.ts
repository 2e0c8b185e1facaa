import { expect, test } from "vitest";
import { askDevStack } from "../../../cli/status/dev-stack.ts";
import { samplePlan } from "../verify/fakes.ts";

test("a K-Box that lets nobody in is told nothing about", async () => {
    const [site] = samplePlan().sites;
    if (site === undefined) throw new Error("the sample has no site");
    const nobody = { ...site, kBox: { ...site.kBox, address: "127.0.0.1", port: 9 } };
    expect(await askDevStack(nobody, { labKeys: null, env: {} })).toBeNull();
});
