import { expect, test } from "vitest";
import { limit, turns } from "../../../cli/verify/limit.ts";

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

test("turns of one name come one after another, beside those of other names and of none", async () => {
    const turnOf = turns();
    const running: string[] = [];
    const seen: string[] = [];
    const work = (name: string) => async () => {
        running.push(name);
        seen.push([...running].sort().join(" "));
        await new Promise((done) => setImmediate(done));
        running.splice(running.indexOf(name), 1);
    };
    const all = [
        turnOf("a")(work("a1")),
        turnOf("a")(work("a2")),
        turnOf("b")(work("b")),
        turnOf(undefined)(work("c")),
    ];
    await Promise.all(all);
    expect(seen.slice(0, 3)).toEqual(["a1", "a1 b", "a1 b c"]);
    expect(seen[3]).toContain("a2");
    expect(seen.join()).not.toMatch(/a1 a2/);
});
