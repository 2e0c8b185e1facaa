import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { SiteFile } from "../../plan/site-file.ts";
import { siteSchema } from "../../plan/site-schema.ts";
import { manySeeds, siteObject } from "./arbitrary.ts";
import type { ReadonlyDeep } from "./readonly-deep.ts";

describe("the site's schema", () => {
    test("gives what SiteFile says", () => {
        expectTypeOf<ReadonlyDeep<z.output<typeof siteSchema>>>().toEqualTypeOf<SiteFile>();
    });

    test("fills in every default", () => {
        const { guest: _, ...least } = manySeeds(1).map(siteObject)[0] ?? {};
        expect(siteSchema.parse(least)).toMatchObject({
            kBox: { port: 22, user: "root" },
            external: { physical: "ext" },
            access: { sshFrom: [] },
            networks: { management: null, control: null, data: null },
            boxes: [],
            controlVm: null,
            guest: null,
            bootstrap: "adopt",
            imported: [],
        });
    });

    test("wants a host key for the K-Box, and leaves a box's to the rules, since a switch has none", () => {
        const site = manySeeds(1).map(siteObject)[0];
        const box = { name: "cube1", role: "k-cube", address: "172.16.1.11" };
        expect(siteSchema.safeParse({ ...site, kBox: { address: "198.18.0.11" } }).success).toBe(false);
        expect(siteSchema.safeParse({ ...site, boxes: [{ ...box, role: "k-fabric" }] }).success).toBe(true);
        expect(siteSchema.safeParse({ ...site, boxes: [{ ...box, hostKey: site?.kBox.hostKey }] }).success).toBe(true);
    });
});
