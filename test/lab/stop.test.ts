import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { describeLab } from "../../lab/names.ts";
import { destroyLab, destroyTasks, stopLab, stopTasks } from "../../lab/stop.ts";

test("golden roots are only removed when that was said", () => {
    expect(stopTasks("labunit")).toHaveLength(1);
    expect(destroyTasks("labunit")).toHaveLength(2);
    expect(destroyTasks("labunit", { golden: true }).at(-1)?.title).toBe("Remove unused golden roots");
});

test("machines that the lab hasn't got are all named, and nothing is stopped", () => {
    expect(() => stopTasks("labunit", { sites: ["gist", "nobody"] })).toThrow(
        "--site gist,nobody: no machine of the lab labunit. Allowed: none yet.",
    );
});

test("a lab that doesn't exist is stopped and destroyed already", async () => {
    await expect(stopLab("labnobody")).resolves.toBeUndefined();
    await expect(destroyLab("labnobody")).resolves.toBeUndefined();
    expect(existsSync(describeLab("labnobody").home)).toBe(false);
});
