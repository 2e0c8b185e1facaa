import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
    chmodSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    watch,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { projectFolder } from "../../lab/names.ts";

/** A stand-in for npm: says that it works, waits for the file `go`, and fails when another works at the same time. */
const npm = `#!/bin/sh
echo $$ >> npm.started
mkdir npm.working || exit 9
until [ -e go ]; do sleep 0.05; done
rmdir npm.working
mkdir -p node_modules
echo done >> npm.ended
`;

let scratch: string;
let started: ChildProcess[];

beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "k-one-prepare-"));
    started = [];
    mkdirSync(join(scratch, "cli"));
    mkdirSync(join(scratch, "bin"));
    for (const file of ["cli/prepare.mjs", "toolchain/lock.mjs"])
        cpSync(join(projectFolder, file), join(scratch, file));
    writeFileSync(join(scratch, "cli/start.mjs"), `import { installDependencies } from "./prepare.mjs";\n${run}`);
    writeFileSync(join(scratch, "package-lock.json"), "{}");
    writeFileSync(join(scratch, "bin/npm"), npm);
    chmodSync(join(scratch, "bin/npm"), 0o755);
});

const run = `await installDependencies();\nprocess.stdout.write("ready\\n");\n`;

afterEach(async () => {
    writeFileSync(join(scratch, "go"), "");
    for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
        child.kill();
        await once(child, "close");
    }
    rmSync(scratch, { recursive: true });
});

function start() {
    const env = { ...process.env, PATH: `${join(scratch, "bin")}:${process.env.PATH}` };
    const child = spawn(process.execPath, ["cli/start.mjs"], { cwd: scratch, env, stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let said = "";
    child.stderr.on("data", (data) => {
        said += String(data);
        child.emit("said");
    });
    const says = async (text: string) => {
        while (!said.includes(text)) await once(child, "said");
    };
    const ended = once(child, "close").then(([code]) => code as number | null);
    return { child, says, ended };
}

/** Waits until a file is there. */
async function fileComes(name: string): Promise<void> {
    const watcher = watch(scratch);
    try {
        while (!existsSync(join(scratch, name))) await once(watcher, "change");
    } finally {
        watcher.close();
    }
}

const linesOf = (name: string) => readFileSync(join(scratch, name), "utf8").trim().split("\n");
const go = () => writeFileSync(join(scratch, "go"), "");

describe("installDependencies", () => {
    test("of several commands that start together installs in one, and the others wait for it", async () => {
        const first = start();
        await fileComes("npm.working");
        const others = [start(), start()];
        for (const { says } of others) await says(`Waits for process ${first.child.pid}`);
        go();
        expect(await Promise.all([first, ...others].map(({ ended }) => ended))).toEqual([0, 0, 0]);
        expect(linesOf("npm.ended")).toEqual(["done"]);
    });

    test("waits for nobody when the same lockfile is installed, and installs another one", async () => {
        go();
        expect(await start().ended).toBe(0);
        expect(await start().ended).toBe(0);
        expect(linesOf("npm.ended")).toHaveLength(1);
        writeFileSync(join(scratch, "package-lock.json"), "{ }");
        expect(await start().ended).toBe(0);
        expect(linesOf("npm.ended")).toHaveLength(2);
    });

    test("takes over from one that was killed with its npm", async () => {
        const first = start();
        await fileComes("npm.working");
        process.kill(Number(linesOf("npm.started")[0]), "SIGKILL");
        first.child.kill("SIGKILL");
        await first.ended;
        rmSync(join(scratch, "npm.working"), { recursive: true });
        go();
        expect(await start().ended).toBe(0);
        expect(linesOf("npm.ended")).toEqual(["done"]);
    });

    test("waits for the npm of one that was killed, since it works on alone", async () => {
        const first = start();
        await fileComes("npm.working");
        await first.says("Installing");
        first.child.kill("SIGKILL");
        const second = start();
        await second.says("Waits for process");
        expect(linesOf("npm.started")).toHaveLength(1);
        go();
        expect(await second.ended).toBe(0);
        expect(linesOf("npm.ended")).toEqual(["done", "done"]);
    });

    test("hands a signal on to npm, and leaves nothing that blocks the next", async () => {
        const first = start();
        await fileComes("npm.working");
        first.child.kill("SIGTERM");
        expect(await first.ended).toBe(130);
        rmSync(join(scratch, "npm.working"), { recursive: true });
        go();
        expect(await start().ended).toBe(0);
    });

    test("says that npm failed, and isn't installed then", async () => {
        mkdirSync(join(scratch, "npm.working"));
        const failed = start();
        await failed.says("npm ci failed");
        expect(await failed.ended).toBe(1);
        rmSync(join(scratch, "npm.working"), { recursive: true });
        go();
        expect(await start().ended).toBe(0);
    });
});
