import { describe, expect, test } from "vitest";
import { readOnce } from "../../policy/read-once.ts";
import type { Resource } from "../../policy/resource.ts";
import type { SitePolicy } from "../../policy/site-policy.ts";
import { runPack } from "./engine.ts";
import { siteResources } from "./stacks.ts";

describe("readOnce", () => {
    test("reads what is sent once, and each thing for itself", () => {
        const read = readOnce((sent) => ({ sent }));
        const [one, other] = [{}, {}];
        expect(read(one, false)).toBe(read(one, false));
        expect(read(one, false)).not.toBe(read(other, false));
    });

    test("reads anew for whoever may change it", () => {
        const read = readOnce((sent, keepSecrets) => ({ sent, keepSecrets }));
        const sent = {};
        expect(read(sent, true)).not.toBe(read(sent, true));
        expect(read(sent, false)).toEqual({ sent, keepSecrets: false });
    });
});

describe("the pack", () => {
    test("shows all policies the same resources, read once", async () => {
        const seen: Resource[][] = [[], []];
        const policies = seen.map((list, index): SitePolicy => {
            const see = (...resources: readonly Resource[]) => {
                list.push(...resources);
                return [];
            };
            const texts = { name: `p${index}`, description: "D.", severity: "low", remedy: "R." } as const;
            return { ...texts, checkResource: (one) => see(one), checkStack: (all) => see(...all) };
        });
        const resources = await siteResources();
        await runPack(policies, resources);
        expect(seen[0]).toHaveLength(2 * resources.length);
        expect(seen[0]?.every((resource, index) => resource === seen[1]?.[index])).toBe(true);
    });
});
