import { expect, test } from "vitest";
import { limit } from "../../../cli/verify/limit.ts";

test("never runs more than so many at a time, and all in the end", async () => {
    const some = limit(3);
    let running = 0;
    let most = 0;
    const work = async (n: number) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setImmediate(done));
        running -= 1;
        return n;
    };
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    expect(await Promise.all(numbers.map((n) => some(() => work(n))))).toEqual(numbers);
    expect(most).toBe(3);
});

test("goes on after a failure", async () => {
    const one = limit(1);
    const failed = one(() => Promise.reject(new Error("no")));
    const next = one(() => Promise.resolve("yes"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("yes");
});
