import { describe, expect, test } from "vitest";
import { currentDriver } from "../../policy/current-driver.ts";
import { runPack, unknown } from "./engine.ts";
import { siteResources } from "./stacks.ts";

const shared = (driver: unknown) => [
    { type: "k-one:index:SharedNetwork", name: "net3", inputs: { network: { driver } } },
];

describe("current-driver", () => {
    test("says nothing of a site's own stack", async () => {
        expect(await runPack([currentDriver], await siteResources())).toEqual([]);
        expect(await runPack([currentDriver], shared("mesh"))).toEqual([]);
    });

    test("warns of tricircle, and refuses nothing", async () => {
        expect(await runPack([currentDriver], shared("tricircle"))).toMatchObject([
            {
                level: "advisory",
                message:
                    "net3.network.driver: driver tricircle is deprecated. Allowed: mesh. " +
                    "Write driver: mesh into a new tower's file; `npx k-one migrate <environment> --to mesh` moves what is there.",
            },
        ]);
    });

    test("can't decide before the driver is known", async () => {
        expect(await runPack([currentDriver], shared(unknown))).toMatchObject([
            { level: "advisory", message: expect.stringContaining("net3.network.driver: not known in this preview.") },
        ]);
    });
});
