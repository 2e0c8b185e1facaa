import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endOrphans, parseWaiting } from "../../../cli/recover/orphans.ts";
import { runVariable, stackVariable } from "../../../cli/recover/processes.ts";

describe("parseWaiting", () => {
    const line = (pid: number, times: string) =>
        `0 0 10.0.0.1:4000 10.0.0.2:9696 users:(("pulumi-resource",pid=${pid},fd=9)) cubic ${times} rcv_space:14480`;

    test("one that has sent since it last got something waits for an answer", () => {
        const text = [line(1, "lastsnd:20 lastrcv:900"), line(2, "lastsnd:900 lastrcv:20"), line(3, "lastrcv:5")].join(
            "\n",
        );
        expect([...parseWaiting(text)]).toEqual([1, 3]);
    });

    test("nothing to read is nobody waiting", () => expect(parseWaiting("").size).toBe(0));
});

describe("endOrphans", () => {
    const stack = `lab-orphans${process.pid}`;
    const quick = { interval: 20, report: () => undefined };
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k-one-orphans-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    /** A process of that name which a dead run might have left. */
    function leave(name: string, script: string, run = 1, more: Readonly<Record<string, string>> = {}) {
        const shell = join(folder, name);
        copyFileSync("/bin/bash", shell);
        return execa(shell, ["-c", script], {
            env: { [stackVariable]: stack, [runVariable]: String(run), ...more },
            reject: false,
        });
    }

    test("nothing left, nothing said", async () => expect(await endOrphans(stack, quick)).toEqual([]));

    test("ends a plugin that does nothing, and a language host", async () => {
        const left = [leave("pulumi-resource-x", "read"), leave("pulumi-language", "read")];
        await Promise.all(left.map((child) => new Promise((resolve) => child.once("spawn", resolve))));
        expect(await endOrphans(stack, quick)).toEqual([
            expect.stringMatching(/^\d processes of the killed run were ended$/),
        ]);
        for (const child of left) {
            expect((await child).signal).toBe("SIGTERM");
        }
    });

    test("waits for a plugin that waits for an answer, then ends it", async () => {
        const server = createServer((socket) => socket.once("data", () => asked(socket)));
        let asked = (_socket: import("node:net").Socket): void => undefined;
        const question = new Promise<import("node:net").Socket>((resolve) => {
            asked = resolve;
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as { readonly port: number };
        const child = leave(
            "pulumi-resource-y",
            `exec 3<>/dev/tcp/127.0.0.1/${port}; sleep 0.1; echo ask >&3; read -u 3; read -u 3`,
        );
        const socket = await question;
        const waits: string[] = [];
        const ending = endOrphans(stack, { interval: 20, report: (text) => waits.push(text) });
        await until(() => waits.length > 10);
        expect(child.exitCode).toBeNull();
        socket.write("answer\n");
        await ending;
        expect((await child).signal).toBe("SIGTERM");
        socket.destroy();
        server.close();
    });

    test("gives up on one that doesn't end, and names it", async () => {
        const engine = leave("pulumi", "read");
        await new Promise((resolve) => engine.once("spawn", resolve));
        await expect(endOrphans(stack, { ...quick, limit: 60 })).rejects.toThrow(
            `has left pulumi (process ${engine.pid})`,
        );
        engine.kill();
        await engine;
    });

    test("leaves a living run alone, and says since when it is there", async () => {
        const engine = leave("pulumi", "read", process.pid);
        await new Promise((resolve) => engine.once("spawn", resolve));
        const sentence = `another run of it is under way (process ${engine.pid} since `;
        await expect(endOrphans(stack, quick)).rejects.toThrow(sentence);
        expect(engine.exitCode).toBeNull();
        engine.kill();
        await engine;
    });

    test("leaves a run of a stack of the same name in another backend alone, such as another clone's lab", async () => {
        const env = { PULUMI_BACKEND_URL: "file:///theirs" };
        const engine = leave("pulumi", "read", process.pid, env);
        await new Promise((resolve) => engine.once("spawn", resolve));
        expect(await endOrphans(stack, { ...quick, backend: "file:///ours" })).toEqual([]);
        await expect(endOrphans(stack, { ...quick, backend: "file:///theirs" })).rejects.toThrow("another run of it");
        engine.kill();
        await engine;
    });
});

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}
