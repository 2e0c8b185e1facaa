// What must hold before any TypeScript of this project can run. Plain JavaScript without imports from
// npm, since it is what installs them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

/** Installs the locked dependencies unless the very same lockfile was installed before. */
export function installDependencies() {
    const marker = join(root, "node_modules", ".k-one-installed");
    const wanted = createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
    if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
    process.stderr.write("Installing the locked npm dependencies (about 30 s) …\n");
    const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
    });
    if (npm.error) stop(`npm could not be started (${npm.error.message}). Install npm 10 or newer and run this again.`);
    if (npm.signal) process.exit(130);
    if (npm.status !== 0) stop("npm ci failed (see above): the npm registry must be reachable. Then run this again.");
    writeFileSync(marker, wanted);
}

function stop(sentence) {
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
}
