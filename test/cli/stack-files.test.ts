import { expect, test } from "vitest";
import { planOf, stacksFolder } from "../../cli/stack-files.ts";
import { PlanError, readEnvironment } from "../../plan/environment.ts";

test("an environment of this project is planned, and its warnings are told", () => {
    const warnings: string[] = [];
    const plan = planOf("kone", (line) => warnings.push(line));
    expect(plan.sites).toHaveLength(readEnvironment(stacksFolder, "kone").length - 1);
    expect(warnings).toEqual([expect.stringContaining("plaintext")]);
});

test("one without files is an error", () => expect(() => planOf("nowhere")).toThrow(PlanError));
