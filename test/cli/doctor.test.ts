import { expect, test } from "vitest";
import { doctorCommand, examineEnvironment } from "../../cli/doctor.ts";
import { UserError } from "../../plan/user-error.ts";
import { samplePlan } from "./verify/fakes.ts";

const options = { display: { live: false, write: () => undefined } };
const signal = new AbortController().signal;

test("looks at this computer and at the sites asked for, and says what is missing of each", async () => {
    const plan = samplePlan();
    const sites = plan.sites.map((site) => ({ ...site, kBox: { ...site.kBox, address: "127.0.0.1", port: 9 } }));
    const { ok, lines } = await examineEnvironment({ ...plan, sites }, { ...options, sites: ["gist"] }, signal);
    expect(ok).toBe(false);
    expect(new Set(lines.map(({ where }) => where))).toEqual(new Set(["here", "gist"]));
    expect(lines.filter(({ status }) => status === "wrong").map(({ check }) => check)).toEqual([
        "clouds.yaml",
        "K-Box",
    ]);
});

test("refuses a site that the environment doesn't have", async () => {
    await expect(examineEnvironment(samplePlan(), { ...options, sites: ["mars"] }, signal)).rejects.toThrow(UserError);
});

test("is a command with the common options", () => {
    expect(doctorCommand().options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--site", "--json"]));
});
