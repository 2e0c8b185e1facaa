// What must hold before any TypeScript of this project can run. Plain JavaScript without imports from
// npm, since it is what installs them.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../toolchain/lock.mjs";

/** Project's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 11];

/** Ends the process with a sentence when Node is too old for this project. */
export function requireNode(version = process.versions.node) {
    const [major, minor] = version.split(".").map(Number);
    if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
    stop(
        `Node ${version} is too old: this needs Node ${OLDEST_NODE.join(".")} or newer. Install it and run this again.`,
    );
}

/** Installs the locked dependencies unless the very same lockfile was installed before; one process at a time. */
export async function installDependencies() {
    if (isInstalled()) return;
    const wait = (pid) =>
        process.stderr.write(`Waits for process ${pid}, which installs the npm dependencies of this folder …\n`);
    await withLock(join(root, ".k-one", "install.lock"), wait, async (hold) => {
        if (!isInstalled()) await install(hold);
    });
}

const marker = join(root, "node_modules", ".k-one-installed");

function isInstalled() {
    return existsSync(marker) && readFileSync(marker, "utf8") === lockfileHash();
}

function lockfileHash() {
    return createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
}

async function install(hold) {
    process.stderr.write("Installing the locked npm dependencies (about 30 s) …\n");
    const wanted = lockfileHash();
    const npm = spawn("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
    });
    if (npm.pid !== undefined) hold(npm.pid);
    const { error, code, interrupted } = await endOf(npm);
    if (error) stop(`npm could not be started (${error.message}). Install npm 10 or newer and run this again.`);
    if (interrupted) process.exit(130);
    if (code !== 0) stop("npm ci failed (see above): the npm registry must be reachable. Then run this again.");
    writeFileSync(marker, wanted);
}

/** How npm ended. The terminal sends Ctrl-C to npm as well; a signal that came to us alone is handed on. */
async function endOf(npm) {
    let interrupted = false;
    const hand = (signal) => {
        interrupted = true;
        npm.kill(signal);
    };
    for (const signal of signals) process.on(signal, hand);
    const end = await new Promise((resolve) => {
        npm.on("error", (error) => resolve({ error }));
        npm.on("close", (code, signal) => resolve({ code, interrupted: interrupted || signal !== null }));
    });
    for (const signal of signals) process.off(signal, hand);
    return end;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

function stop(sentence) {
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
}
