import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { verified } from "../e2e/k-one.ts";
import { BareRegions, services } from "./regions.ts";

describe.skipIf(inject("mirror").reason !== null)("two bare machines and the true DevStack", () => {
    const regions = new BareRegions(["tower", "gist", "korea"]);
    beforeAll(() => regions.start());
    afterAll(() => regions.stop());

    test("are nothing yet, and doctor says that up makes them", async () => {
        const { lines, exitCode } = await regions.doctor();
        expect(lines.filter(({ status }) => status === "wrong")).toEqual([]);
        expect(lines.filter(({ check, status }) => check === "DevStack" && status === "not yet")).toHaveLength(2);
        expect(exitCode).toBe(0);
    });

    test("become two regions of one Keystone, with their networks and guests", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("done"));
        const { lines } = await regions.doctor();
        expect(lines.filter(({ status }) => status !== "ok")).toEqual([]);
        const found = lines.filter(({ check }) => check === "region").map(({ text }) => text.split(" ")[0]);
        expect(found).toEqual(["RegionOne", "RegionTwo"]);
    });

    test("carry packets over net3, and are kept apart", async () => {
        const { ok, culprit, checks } = await verified(regions.environment);
        expect(checks.filter((check) => !check.ok)).toEqual([]);
        expect(ok, `${culprit}`).toBe(true);
        const pairs = checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
        expect(pairs.sort()).toEqual(["gist-guest → korea-guest", "korea-guest → gist-guest"]);
    });

    test("stay as they are when they come up again", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("unchanged"));
    });

    test("have no service of a region any more when they are destroyed", async () => {
        expect(await regions.results("destroy", "--yes")).toEqual(regions.all("done"));
        expect(await regions.onEach(services)).toEqual(["", ""]);
    });
});
