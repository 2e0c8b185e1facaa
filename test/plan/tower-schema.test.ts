import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { TowerFile } from "../../plan/tower-file.ts";
import { towerSchema } from "../../plan/tower-schema.ts";
import { manySeeds, towerObject } from "./arbitrary.ts";
import type { ReadonlyDeep } from "./readonly-deep.ts";

describe("the tower's schema", () => {
    test("gives what TowerFile says", () => {
        expectTypeOf<ReadonlyDeep<z.output<typeof towerSchema>>>().toEqualTypeOf<TowerFile>();
    });

    test("fills in every default", () => {
        const { acceptPlaintext: _, ...least } = towerObject(manySeeds(1));
        expect(towerSchema.parse(least)).toMatchObject({
            identity: { mode: "shared" },
            host: null,
            production: false,
            dns: [],
            sharedNetworks: { net3: { driver: "mesh", encryption: "none" } },
            acceptPlaintext: null,
            exceptions: [],
        });
    });
});
