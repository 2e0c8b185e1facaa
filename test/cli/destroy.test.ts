import { describe, expect, test } from "vitest";
import { tearDown } from "../../cli/destroy.ts";
import { steps } from "./steps-stand-in.ts";

describe("tearDown", () => {
    test("destroys the sites side by side, then the tower", async () => {
        const run = steps();
        await tearDown(run, null);
        expect(run.calls).toEqual(["destroy lab-gist lab-korea", "destroy lab-tower"]);
    });

    test("touches no stack that isn't there, and asks nothing when there is none", async () => {
        const run = steps({}, []);
        await tearDown(run, () => Promise.reject(new Error("it asked")));
        expect(run.calls).toEqual([]);
    });

    test("keeps the tower while a site has something left", async () => {
        const run = steps({ "destroy lab-korea": { status: "failed" } });
        const results = await tearDown(run, null);
        expect(run.calls).toEqual(["destroy lab-gist lab-korea"]);
        expect(results.map(({ stack, status }) => `${stack} ${status}`)).toEqual([
            "lab-tower skipped",
            "lab-gist done",
            "lab-korea failed",
        ]);
    });

    test("asks, and changes nothing with a no", async () => {
        const run = steps();
        const asked: string[] = [];
        const no = async (question: string) => asked.push(question) < 0;
        await expect(tearDown(run, no)).rejects.toThrow("Nothing was changed.");
        expect(asked).toEqual(["Everything that lab-tower, lab-gist, lab-korea made will be deleted. Go on?"]);
        expect(run.calls).toEqual([]);
    });
});
