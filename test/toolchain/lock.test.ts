import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withLock } from "../../toolchain/lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-lock-"));
    file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const ignore = (): void => {};

it("lets one run at a time, and tells the others whom they wait for", async () => {
    let running = 0;
    const owners: string[] = [];
    const job = () =>
        withLock(
            file,
            (owner) => owners.push(owner),
            async () => {
                running += 1;
                await new Promise(setImmediate);
                expect(running).toBe(1);
                running -= 1;
            },
        );
    await Promise.all([job(), job(), job()]);
    expect(owners).toEqual([`${process.pid}`, `${process.pid}`]);
    expect(readdirSync(folder)).toEqual([]);
});

it.each([
    ["a process that is gone", "4194304 1"],
    ["a process whose number another one has now", `${process.pid} 1`],
    ["a file that is damaged", "nonsense"],
])("takes over the lock of %s", async (_, owner) => {
    writeFileSync(file, owner);
    expect(await withLock(file, ignore, async () => "done")).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
});

it("gives the lock back after an error", async () => {
    const failing = withLock(file, ignore, async () => {
        throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
});
