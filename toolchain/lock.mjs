// Plain JavaScript without imports from npm: the first that needs it is the installation of the dependencies.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Does some work that no two processes may do at once. The lock is held as long as its process lives, or one that the work
 * has named with `hold(pid)`: npm goes on when only its parent was killed. A lock whose processes are all dead is no lock.
 */
export async function withLock(file, onWait, work) {
    mkdirSync(dirname(file), { recursive: true });
    let told = false;
    while (!take(file)) {
        if (!told) onWait(holderOf(file));
        told = true;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    try {
        return await work((pid) => place(file, [process.pid, pid]));
    } finally {
        rmSync(file, { force: true });
    }
}

function take(file) {
    const held = read(file);
    if (held !== null) {
        if (isHeld(held)) return false;
        removeStale(file, held);
    }
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, identity(process.pid));
    try {
        // A link appears whole or not at all, and never replaces what is there.
        linkSync(draft, file);
        return true;
    } catch (error) {
        if (error.code === "EEXIST") return false;
        throw error;
    } finally {
        rmSync(draft, { force: true });
    }
}

function place(file, pids) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, pids.map(identity).join("\n"));
    renameSync(draft, file);
}

/** Another process may have taken it over meanwhile: then it is put back. */
function removeStale(file, held) {
    const aside = `${file}.${process.pid}.stale`;
    try {
        renameSync(file, aside);
        if (read(aside) !== held) linkSync(aside, file);
    } catch (error) {
        if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
    } finally {
        rmSync(aside, { force: true });
    }
}

function read(file) {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}

function holderOf(file) {
    return read(file)?.split(" ")[0] ?? "unknown";
}

function isHeld(held) {
    return held.split("\n").some((owner) => {
        const pid = Number(owner.split(" ")[0]);
        return pid > 0 && identity(pid) === owner;
    });
}

/** A process by number and start time, since numbers are used again; by its number alone where there is no /proc. */
function identity(pid) {
    const fields = read(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ");
    if (fields !== undefined) return fields[0] === "Z" ? `${pid} gone` : `${pid} ${fields[19]}`;
    return read("/proc/self/stat") === null && lives(pid) ? `${pid} alive` : `${pid} gone`;
}

function lives(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}
