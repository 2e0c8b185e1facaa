import { describe, expect, test } from "vitest";
import { mayColor, runJobs } from "../../cli/display.ts";

const lines: string[] = [];
const display = { live: false, write: (line: string) => lines.push(line) };

function job(title: string, run: () => Promise<string>, failure: string | null = null) {
    return { title, run, failure: () => failure };
}

describe("runJobs", () => {
    test("gives the results in the jobs' order, a failure among them", async () => {
        const jobs = [job("a", async () => "1"), job("b", async () => "2", "it broke"), job("c", async () => "3")];
        expect(await runJobs(jobs, 2, display)).toEqual(["1", "2", "3"]);
    });

    test("runs no more than so many at once", async () => {
        let [running, most] = [0, 0];
        const work = async () => {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setImmediate(resolve));
            running -= 1;
            return "";
        };
        await runJobs(
            ["a", "b", "c", "d", "e"].map((title) => job(title, work)),
            2,
            display,
        );
        expect(most).toBe(2);
    });

    test("writes plain lines where nothing can be drawn over, and not each of them", async () => {
        const chatty = {
            title: "lab-gist",
            failure: () => null,
            run: async (report: (line: string) => void) => ["x", "y"].map(report),
        };
        await runJobs([chatty], 1, display);
        expect(lines).toEqual(["lab-gist: x"]);
    });

    test("leaves Ctrl-C to us", async () => {
        const before = process.listenerCount("SIGINT");
        await runJobs(
            [job("a", async () => expect(process.listenerCount("SIGINT")).toBe(before) as never)],
            1,
            display,
        );
    });
});

test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
])("colours with %o on a terminal (%s): %s", (env, terminal, expected) =>
    expect(mayColor(env, terminal)).toBe(expected),
);
