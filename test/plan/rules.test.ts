import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../plan/rules.ts";

test("every file of rules has one in force", () => {
    const files = readdirSync(new URL("../../plan/rules/", import.meta.url));
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThanOrEqual(files.length);
});

test("rules have nothing to say of an environment that can't be read", () => {
    const nothing = { environment: "lab", tower: {}, sites: [{ name: "gist", file: {} }], today: "2026-11-22" };
    expect(rules.flatMap((rule) => [...rule(nothing)])).toEqual([]);
});
