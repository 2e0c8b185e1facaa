import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policies } from "../../policy/index.ts";
import { violations } from "./engine.ts";
import { siteResources, towerResources } from "./stacks.ts";

const root = new URL("../..", import.meta.url).pathname;

describe("the pack", () => {
    test.each(policies.map((policy) => [policy.name, policy] as const))("%s is complete", (name, policy) => {
        expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        for (const text of [policy.description, policy.remedy]) expect(text).toMatch(/^[A-Z].*\.$/);
        expect(policy.checkResource ?? policy.checkStack).toBeDefined();
        expect(Object.values(policy.settings ?? {}).every((setting) => setting.default !== undefined)).toBe(true);
        expect(existsSync(`${root}/policy/${name}.ts`)).toBe(true);
        expect(existsSync(`${root}/test/policy/${name}.test.ts`)).toBe(true);
    });

    test("has each policy once", () => {
        const names = policies.map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
    });

    test("lets the honest stacks pass", async () => {
        for (const site of ["gist", "korea"]) {
            expect(await violations(policies, await siteResources(site), { stack: `lab-${site}` })).toEqual([]);
        }
        expect(await violations(policies, await towerResources(), { stack: "lab-tower" })).toEqual([]);
    });
});
