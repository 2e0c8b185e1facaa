import { expect, test } from "vitest";
import { startLab, startTasks } from "../../lab/start.ts";
import { UserError } from "../../plan/user-error.ts";

test("a start has its steps in the order in which they depend on each other", () => {
    expect(startTasks("labunit").map(({ title }) => title)).toEqual([
        "Check this computer",
        "Get what all else stands on",
        "Switch machines on",
        "Wait until everything answers",
        "Check the result",
    ]);
});

test("what can't be is refused before anything is made", async () => {
    expect(() => startTasks("labunit", { sites: 9 })).toThrow(UserError);
    expect(() => startTasks("labunit", { sites: 2, host: "kaist" })).toThrow(UserError);
    expect(() => startTasks("labunit", { gitBase: "https://opendev.org" })).toThrow(UserError);
    await expect(startLab("kone")).rejects.toThrow(UserError);
});
