import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withLabLock, withLock } from "../../lab/lock.ts";
import { formatRecord, recordOf } from "../../lab/processes.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchFolder, scratchLab } from "./scratch.ts";

const options = { busy: "Somebody is at work", seconds: 0.2 };

describe("withLock", () => {
    test("lets one in after the other, and leaves no file", async () => {
        const file = join(scratchFolder(), "lock");
        const order: string[] = [];
        const work = (name: string) => async () => {
            order.push(`${name} in`);
            await Promise.resolve();
            order.push(`${name} out`);
        };
        await Promise.all(["a", "b"].map((name) => withLock(file, { ...options, seconds: 10 }, work(name))));
        expect(order).toEqual(["a in", "a out", "b in", "b out"]);
        expect(existsSync(file)).toBe(false);
    });

    test("is open again after an error", async () => {
        const file = join(scratchFolder(), "lock");
        await expect(withLock(file, options, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
        await expect(withLock(file, options, async () => "yes")).resolves.toBe("yes");
    });

    test("names the process that doesn't let go", async () => {
        const file = join(scratchFolder(), "lock");
        const record = recordOf();
        writeFileSync(file, record === null ? "" : formatRecord(record));
        const refused = withLock(file, options, async () => "never");
        await expect(refused).rejects.toThrow(UserError);
        await expect(refused).rejects.toThrow(`Somebody is at work (process ${process.pid})`);
    });

    test("breaks the lock of a process that is dead, even if its id is in use again", async () => {
        const file = join(scratchFolder(), "lock");
        writeFileSync(file, `${process.pid} 1 ${recordOf()?.boot}\n`);
        await expect(withLock(file, options, async () => "mine")).resolves.toBe("mine");
    });
});

test("a lab's lock lies in the lab's folder", async () => {
    const lab = scratchLab();
    await withLabLock(lab, async () => expect(existsSync(join(lab.home, "lock"))).toBe(true));
});
