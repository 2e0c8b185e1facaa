import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runLogged } from "../../lab/logged-run.ts";

describe("a long command", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "k-one-log-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const run = async (script: string, env: Record<string, string> = {}) => {
        const said: string[] = [];
        const logFile = join(folder, "log");
        const ended = await runLogged(["sh", "-c", script], { log: (line) => said.push(line), logFile, env });
        return { said, ended, log: await readFile(logFile, "utf8") };
    };

    it("tells its phases and keeps the rest, with times, in the log", async () => {
        const { said, ended, log } = await run('echo "phase $NAME"; echo details >&2', { NAME: "one" });
        expect(said).toEqual(["phase one"]);
        expect(ended).toBe("it succeeded");
        expect(log).toMatch(/^ +\d+\.\d {2}== phase one$/m);
        expect(log).toMatch(/^ +\d+\.\d {2}details$/m);
    });

    it("that fails says how", async () => {
        expect((await run("exit 3")).ended).toBe("exit code 3");
        expect((await run("kill -KILL $$")).ended).toBe("exit code SIGKILL");
    });
});
