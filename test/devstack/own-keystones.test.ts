import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { verified } from "../e2e/k-one.ts";
import { BareRegions, services } from "./regions.ts";

describe.skipIf(inject("mirror").reason !== null)("two bare machines, each with a Keystone of its own", () => {
    const regions = new BareRegions(["gist", "korea"]);
    const { environment } = regions;
    // Regions and guests come back with their machine, one service after the other.
    const together = () =>
        vi.waitFor(async () => expect((await verified(environment)).culprit).toBeNull(), {
            timeout: 1_200_000,
            interval: 10_000,
        });
    beforeAll(() => regions.start("--identity", "own"));
    afterAll(() => regions.stop());

    test("become two regions side by side, and no stack of a tower comes before them", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("done"));
        const { lines } = await regions.doctor();
        expect(lines.filter(({ status }) => status !== "ok")).toEqual([]);
        const keystones = lines.filter(({ check }) => check === "Keystone").map(({ text }) => text.split(" ")[0]);
        expect(keystones).toEqual(["http://203.0.113.11/identity/v3", "http://203.0.113.12/identity/v3"]);
    });

    test("carry packets over net3, and neither Keystone takes the other's tokens", async () => {
        const { ok, culprit, checks } = await verified(environment);
        expect(checks.filter((check) => !check.ok)).toEqual([]);
        expect(ok, `${culprit}`).toBe(true);
        const paths = (path: string) => checks.filter((check) => check.path === path);
        expect(paths("net3")).toHaveLength(2);
        expect(paths("other keystone refuses").map(({ to }) => to)).toEqual(["korea", "gist"]);
    });

    test("stay as they are when they come up again", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("unchanged"));
    });

    test.each([
        ["gist", "korea"],
        ["korea", "gist"],
    ])("need nothing of %s: while its machine is off, %s is brought up and works", async (off, on) => {
        await regions.lab("stop", "--site", off);
        try {
            expect(await regions.results("up", "--yes", "--site", on)).toEqual(regions.all("unchanged", [on]));
            const { checks, down, exitCode } = await verified(environment, "--site", on);
            const tried = checks.filter((check) => check.down === null);
            expect(tried.length).toBeGreaterThan(0);
            expect(tried.filter((check) => !check.ok)).toEqual([]);
            expect(down.map(({ site }) => site)).toEqual([off]);
            expect(exitCode).toBe(0);
        } finally {
            await regions.lab("start");
        }
        await together();
    });

    test("have no service of a region any more when they are destroyed", async () => {
        expect(await regions.results("destroy", "--yes")).toEqual(regions.all("done"));
        expect(await regions.onEach(services)).toEqual(["", ""]);
    });
});
