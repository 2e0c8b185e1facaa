import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { projectFolder } from "../../lab/names.ts";
import { formatFinding, planEnvironment, readEnvironment } from "../../plan/environment.ts";
import { isError } from "../../plan/finding.ts";
import { policies } from "../../policy/index.ts";
import { attacksIn, type FileAttack, type ProgramAttack, type RunAttack, type TowerScene } from "../attacks/attack.ts";
import { type PreviewOutcome, preview, spoil } from "../attacks/preview.ts";

const named = async <Attack extends object>(folder: string) =>
    [...(await attacksIn<Attack>(folder))].map(([name, attack]) => ({ name, ...attack }));
const programs = await named<ProgramAttack>("programs");
const towers = await named<ProgramAttack<TowerScene>>("towers");
const files = await named<FileAttack>("files");
const runs = await named<RunAttack>("runs");

/** Previews a site's honest stack with many attacks in it: each is known by places that are its alone. */
function attack(attacks: readonly { readonly name: string }[], bad: boolean): Promise<PreviewOutcome> {
    const names = attacks.map(({ name }) => name).join(",");
    // With a cloud in the environment even the default provider would work.
    const env = { ATTACKS: names, ATTACKS_BAD: bad ? "yes" : "no", OS_CLOUD: "kone-gist" };
    return preview({ main: "test/attacks/program.ts", env });
}

describe("a hostile program", () => {
    const together = programs.filter(({ alone }) => alone !== true);
    let honest: PreviewOutcome;
    let hostile: PreviewOutcome;

    beforeAll(async () => {
        hostile = await attack(together, true);
        honest = await attack(programs, false);
    }, 300_000);

    test.each(together)("$name: $what", ({ policy, places }) => expectRefusal(hostile, policy, places));

    test.each(programs.filter(({ alone }) => alone === true))("$name: $what", async (one) =>
        expectRefusal(await attack([one], true), one.policy, one.places),
    );

    test("is stopped by policies alone: no other error would hide that one of them is blind", () => {
        expect(hostile.errors).toEqual(["preview failed\n"]);
        expect(hostile.worked).toBe(false);
    });

    test("passes with everything put right, and the same resources", () => {
        expect(honest.policies.violations).toEqual([]);
        expect([honest.policies.state, honest.worked, honest.errors]).toEqual(["passed", true, []]);
        const named = programs.flatMap(({ places }) => places.map((place) => place.split(".")[0] ?? ""));
        expect(named.filter((name) => !honest.resources.has(name))).toEqual([]);
    });

    test("has a place of its own and a mandatory policy, and none of the policies is left out", () => {
        const places = programs.flatMap((one) => one.places);
        expect(new Set(places).size).toBe(places.length);
        const mandatory = policies.filter(({ enforcement }) => enforcement !== "advisory").map(({ name }) => name);
        // Without acceptPlaintext the planner stops before any program runs: see the file plain-transport.
        const expected = mandatory.filter((name) => name !== "public-transport");
        const tried = new Set([...programs, ...towers].map(({ policy }) => policy));
        expect([...tried].sort()).toEqual([...expected].sort());
    });
});

describe("a hostile tower", () => {
    let honest: PreviewOutcome;
    let hostile: PreviewOutcome;

    beforeAll(async () => {
        [hostile, honest] = [await attackTower(true), await attackTower(false)];
    }, 300_000);

    test.each(towers)("$name: $what", ({ policy, places }) => expectRefusal(hostile, policy, places));

    test("is stopped by policies alone", () => {
        expect(hostile.errors).toEqual(["preview failed\n"]);
        expect(hostile.worked).toBe(false);
    });

    test("passes with everything put right, and the same resources", () => {
        expect(honest.policies.violations).toEqual([]);
        expect([honest.policies.state, honest.worked, honest.errors]).toEqual(["passed", true, []]);
        const named = towers.flatMap(({ places }) => places.map((place) => place.split(".")[0] ?? ""));
        expect(named.filter((name) => !honest.resources.has(name))).toEqual([]);
    });
});

function attackTower(bad: boolean): Promise<PreviewOutcome> {
    const names = towers.map(({ name }) => name).join(",");
    const env = { ATTACKS: names, ATTACKS_BAD: bad ? "yes" : "no", OS_CLOUD: "kone-tower" };
    return preview({ stack: "kone-tower", main: "test/attacks/tower.ts", env });
}

/** The policy itself must have named every place; it reports violations of mandatory level only as such. */
function expectRefusal({ policies: { violations } }: PreviewOutcome, policy: string, places: readonly string[]): void {
    const said = violations.filter((violation) => violation.policy === policy).map(({ message }) => message);
    const unnamed = places.filter((place) => !said.some((message) => message.startsWith(`${place}: `)));
    expect(unnamed, violations.map(({ message }) => message).join("\n")).toEqual([]);
}

describe("a hostile stack file", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k-one-attack-"));
        cpSync(join(projectFolder, "stacks"), folder, { recursive: true });
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    const errors = () =>
        planEnvironment(readEnvironment(folder, "kone")).findings.filter(isError).map(formatFinding).join("\n");

    test.each(files)("$name: $what", (one) => {
        expect(errors()).toBe("");
        spoil(folder, one);
        const lines = errors().split("\n");
        expect(lines.filter((line) => line.startsWith(`${one.path}: `)).join("\n")).toContain(one.says);
    });

    test("stops Pulumi's own preview, too, before there is any resource", async () => {
        const one = files.find(({ name }) => name === "foreign-region");
        if (one === undefined) throw new Error("foreign-region is gone");
        const { errors, worked, resources } = await preview({ env: {}, attack: one });
        expect(errors.join("\n")).toContain(`${one.path}: ${one.says}`);
        expect([worked, resources.has("gist")]).toEqual([false, false]);
    });
});

describe("a hostile run", () => {
    test.each(runs)("$name: $what", async ({ env, says }) => {
        const { errors, worked, resources } = await preview({ env: env.bad });
        expect(errors.join("\n")).toContain(says);
        expect([worked, resources.has("gist")]).toEqual([false, false]);
    });

    test("passes with variables that say the same as the stack's file", async () => {
        const env = Object.assign({}, ...runs.map((one) => one.env.honest));
        const { errors, policies: found, resources } = await preview({ env });
        expect([found.state, errors, resources.has("gist")]).toEqual(["passed", [], true]);
    });
});
