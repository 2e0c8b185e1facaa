import { expect, test } from "vitest";
import { jobOf } from "../../../cli/report/job.ts";

const gitHub = { GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "o/r" };
const gitLab = { GITLAB_TOKEN: "t", CI_PROJECT_ID: "1", CI_API_V4_URL: "https://gitlab.example/api/v4" };

test("a job's variables name its pull request", () => {
    expect(jobOf({ ...gitHub, GITHUB_REF: "refs/pull/42/merge" }).pullRequest).toBe(42);
    expect(jobOf({ ...gitHub, GITHUB_REF: "refs/heads/main" }).pullRequest).toBeNull();
    expect(jobOf({ ...gitLab, CI_MERGE_REQUEST_IID: "43" }).pullRequest).toBe(43);
});

test("what is missing is named", () => {
    expect(() => jobOf({})).toThrow("Neither GITHUB_REPOSITORY nor CI_PROJECT_ID is set");
    expect(() => jobOf({ GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: "" })).toThrow("GITHUB_TOKEN isn't set");
    expect(() => jobOf({ CI_PROJECT_ID: "1" })).toThrow(/GITLAB_TOKEN isn't set.*\nCI_API_V4_URL isn't set/);
    expect(() => jobOf({ ...gitHub, GITHUB_REPOSITORY: "o/.." })).toThrow("Allowed: <owner>/<name>.");
});
