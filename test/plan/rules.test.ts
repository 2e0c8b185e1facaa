import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { EnvironmentDraft, Rule } from "../../plan/draft.ts";
import { rules } from "../../plan/rules.ts";
import { manySeeds, siteObject, towerObject } from "./arbitrary.ts";

test("every file of rules has one in force", () => {
    const files = readdirSync(new URL("../../plan/rules/", import.meta.url));
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThanOrEqual(files.length);
});

test("rules have nothing to say of an environment that can't be read", () => {
    const nothing = { environment: "lab", tower: {}, sites: [{ name: "gist", file: {} }], today: "2026-11-22" };
    expect(rules.flatMap((rule) => [...rule(nothing)])).toEqual([]);
});

/** How often a rule reads something of a site, in an environment of so many sites. */
function readings(rule: Rule, count: number): number {
    let read = 0;
    const counted = <T extends object>(value: T): T =>
        new Proxy(value, {
            get: (target, key, receiver) => {
                read += 1;
                const inner: unknown = Reflect.get(target, key, receiver);
                return typeof inner === "object" && inner !== null ? counted(inner) : inner;
            },
        });
    const seeds = manySeeds(count);
    const sites = seeds.map((seed) => counted({ name: seed.name, file: siteObject(seed) }));
    const environment = { environment: "test", tower: towerObject(seeds), sites, today: "2026-11-22" };
    expect([...rule(environment as EnvironmentDraft)].filter(({ severity }) => severity === "error")).toEqual([]);
    return read;
}

/** Ten times the sites may cost a rule ten times the readings, and what is the same for any number besides. */
const growsWithTheSites = (rule: Rule) => readings(rule, 300) <= 10.5 * readings(rule, 30);

test("no rule holds every site against every other", () =>
    expect(rules.filter((rule) => !growsWithTheSites(rule))).toEqual([]));

test("one that does would be found", () => {
    const everyPair: Rule = ({ sites }) =>
        sites
            .flatMap((one) => sites.flatMap((other) => (one !== other && one.name === other.name ? ["twice"] : [])))
            .map(() => {
                throw new Error("the sample has a site twice");
            });
    expect(growsWithTheSites(everyPair)).toBe(false);
});
