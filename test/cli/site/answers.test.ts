import { describe, expect, test } from "vitest";
import { collectAnswers, taken } from "../../../cli/site/answers.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { sampleFiles } from "../../plan/sample.ts";

const plan = planEnvironment(sampleFiles()).plan as EnvironmentPlan;
const given = { institution: "UNIST", kBox: "203.0.113.16", hostKey: "ssh-ed25519 AAAA" };

describe("collectAnswers", () => {
    test("takes what is usual where nobody is asked", async () =>
        expect(await collectAnswers(plan, "unist", given, null)).toMatchObject({
            ...given,
            user: "root",
            vtep: "203.0.113.16",
            cloud: "lab-unist",
            region: "RegionThree",
            sshFrom: "",
        }));

    test("names all that is missing, with its flag and how to get it", async () => {
        const error = await collectAnswers(plan, "unist", {}, null).catch((caught) => caught);
        expect(error.message).toMatch(/^site unist: 4 answer\(s\) are missing/);
        for (const part of [
            "--institution <text>",
            "--k-box <address>",
            "--vtep <address>",
            "ssh-keyscan -t ed25519",
        ]) {
            expect(error.message).toContain(part);
        }
    });

    test("asks for what isn't given, offers the usual answer, and takes an empty one for it", async () => {
        const asked: string[] = [];
        const ask = async ({ key }: { key: string }, usual: string | null) => {
            asked.push(`${key} [${usual}]`);
            return key === "router" ? "RX" : "";
        };
        const answers = await collectAnswers(plan, "unist", given, { ask });
        expect(answers).toMatchObject({ router: "RX", region: "RegionThree" });
        expect(asked).toContain("region [RegionThree]");
        expect(asked.join()).not.toContain("institution");
    });

    test("what is free lies clear of the new K-Box, too", async () => {
        const inside = { ...given, kBox: "10.3.0.5" };
        expect((await collectAnswers(plan, "unist", inside, null)).tenantCidr).not.toBe("10.3.0.0/24");
    });
});

test("only whole addresses are stayed clear of", () =>
    expect(taken({ kBox: "203.0.113.16", vtep: "?" })).toEqual(["203.0.113.16"]));
