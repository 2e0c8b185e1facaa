import { expect, test } from "vitest";
import { run } from "../../lab/run.ts";

test("gives what the program prints", async () => {
    expect(await run(["echo", "a b"])).toBe("a b");
    expect(await run(["cat"], { input: "secret" })).toBe("secret");
    expect(await run(["pwd"], { cwd: "/" })).toBe("/");
});

test("fails with the program's complaint", async () => {
    await expect(run(["sh", "-c", "echo no room >&2; exit 3"])).rejects.toThrow(/no room/);
    await expect(run(["/no/such/program"])).rejects.toThrow(/\/no\/such\/program/);
});
