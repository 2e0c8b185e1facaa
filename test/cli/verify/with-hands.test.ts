import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withHands } from "../../../cli/verify/with-hands.ts";
import { samplePlan } from "./fakes.ts";

describe("withHands", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k1t-"));
        vi.stubEnv("TMPDIR", folder);
    });

    afterEach(() => {
        vi.unstubAllEnvs();
        rmSync(folder, { recursive: true });
    });

    test("gives the work's result, and takes its folder away", async () => {
        const during = await withHands(samplePlan(), {}, async (hands) => {
            expect((await hands.here.run("echo here")).output.toString()).toBe("here\n");
            return readdirSync(folder);
        });
        expect(during).toHaveLength(1);
        expect(readdirSync(folder)).toEqual([]);
    });

    test("takes it away after a failure too", async () => {
        await expect(withHands(samplePlan(), {}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
        expect(readdirSync(folder)).toEqual([]);
    });

    test("a cloud that isn't in clouds.yaml fails the site that needs it", async () => {
        const failure = withHands(samplePlan(), {}, (hands) => hands.guest("gist"));
        await expect(failure).rejects.toThrow(/^site gist: /);
    });
});
