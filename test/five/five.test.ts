import { existsSync } from "node:fs";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { destroyLab, labStatus, startLab } from "../../lab/lab.ts";
import { membersOf } from "../../lab/members.ts";
import { describeLab } from "../../lab/names.ts";
import { siteNames, sitesOf } from "../../lab/sites.ts";
import { lifeOf, supervisorOf } from "../../lab/supervisor.ts";
import { finished, verified } from "../e2e/k-one.ts";
import { tracesOf } from "../e2e/traces.ts";

const environment = inject("environment");
const lab = describeLab(environment);
const machines = () => membersOf(lab).machines;

/** What would change if a machine were touched. */
const lives = (names: readonly string[]) =>
    machines()
        .filter(({ name }) => names.includes(name))
        .map(({ folder }) => [supervisorOf(folder), lifeOf(folder).boots]);

const results = async (...words: readonly string[]) =>
    Object.fromEntries(
        (await finished(...words)).stacks.map(({ stack, status }) => [stack.replace(`${environment}-`, ""), status]),
    );

async function netPairs(): Promise<readonly string[]> {
    const { ok, culprit, checks } = await verified(environment);
    expect(ok, `${culprit}`).toBe(true);
    return checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
}

describe("a lab whose tower lives on a K-Box", () => {
    test("has no machine for it, and one of its K-Boxes is more than a site", async () => {
        expect(machines().map(({ name }) => name)).toEqual(["gist", "korea"]);
        const { ready, machines: all } = await labStatus(environment);
        expect(ready).toBe(true);
        const keystones = all.filter(({ services }) => services.some(({ name }) => name === "keystone"));
        expect(keystones.map(({ name }) => name)).toEqual(["gist"]);
    });

    test("comes up, and its two sites answer each other", async () => {
        expect(await results("up", environment, "--yes")).toEqual({ tower: "done", gist: "done", korea: "done" });
        expect(await netPairs()).toHaveLength(2);
    });
});

describe("a lab that grows to five sites", () => {
    beforeAll(async () => {
        const before = lives(["gist", "korea"]);
        await startLab(environment, { sites: 3 });
        const third = lives(siteNames);
        await startLab(environment, { sites: 5 });
        expect(lives(["gist", "korea"])).toEqual(before);
        expect(lives(["gist", "korea", "soongsil"])).toEqual(third);
    });

    test("comes up, and all twenty pairs answer", async () => {
        expect(sitesOf(lab)).toEqual(siteNames);
        const done = siteNames.map((site) => [site, "done"]);
        expect(await results("up", environment, "--yes")).toEqual({ tower: "done", ...Object.fromEntries(done) });
        const wanted = siteNames.flatMap((from) =>
            siteNames.filter((to) => to !== from).map((to) => `${from}-guest → ${to}-guest`),
        );
        expect(wanted).toHaveLength(20);
        expect([...(await netPairs())].sort()).toEqual(wanted.sort());
    });

    test("stays as it is when it comes up again", async () => {
        const statuses = Object.values(await results("up", environment, "--yes"));
        expect(statuses).toEqual(Array(6).fill("unchanged"));
    });

    test("leaves nothing on the host when it is removed with all its stacks up", async () => {
        expect(tracesOf(lab).length).toBeGreaterThan(10);
        await destroyLab(environment);
        expect(tracesOf(lab)).toEqual([]);
        expect(existsSync(lab.home)).toBe(false);
    });
});
