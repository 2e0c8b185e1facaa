import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { UserError } from "../plan/user-error.ts";
import { assertReachable, defaultMirror, hostFetchSettings, proxyEnv } from "./apt.ts";
import { ensureHostPackages } from "./host-packages.ts";
import { runLogged } from "./logged-run.ts";
import { hostMirror } from "./mirror.ts";

/** Root file system that every machine of every lab in this project starts from; nothing writes to it any more. */
export interface Golden {
    /** Its folder. */
    readonly root: string;
    /** Hash over everything it is made from. */
    readonly hash: string;
}

/** What {@link ensureGolden} needs. */
export interface GoldenOptions {
    /** Folder for everything made, `.k-one`. */
    readonly home: string;
    /** Told what is going on, one short line at a time. */
    readonly log: (line: string) => void;
    /** File that gets everything the build says, with times. */
    readonly logFile: string;
    /**
     * Folder of the lab's sources.
     * @default this file's folder
     */
    readonly sources?: string;
}

const suite = "trixie";
const parts = ["golden", "box", "guest"];
const neededGibibytes = 4;

/** The golden root, built first when it isn't there or when what it is made from has changed. */
export async function ensureGolden(options: GoldenOptions): Promise<Golden> {
    const sources = options.sources ?? import.meta.dirname;
    const hash = await goldenHash(sources);
    const golden = { root: join(options.home, `golden-${hash}`), hash };
    if (!(await exists(golden.root))) {
        await build(golden.root, sources, options);
    }
    return golden;
}

/** Hash over names, rights and contents of all that goes into the golden root; the same on every computer. */
export async function goldenHash(sources: string = import.meta.dirname): Promise<string> {
    const hash = createHash("sha256");
    for (const file of await sourceFiles(sources)) {
        const executable = ((await stat(file)).mode & 0o100) !== 0;
        hash.update(`${relative(sources, file)}\0${executable}\0`);
        hash.update(await readFile(file)).update("\0");
    }
    return hash.digest("hex").slice(0, 12);
}

/** Names of the golden roots in `home` that other versions of the sources made. */
export async function otherGoldens(home: string, hash: string): Promise<string[]> {
    const names = await readdir(home).catch(() => []);
    return names.filter((name) => /^golden-[0-9a-f]{12}$/.test(name) && name !== `golden-${hash}`).sort();
}

function assertRoot(): void {
    if (process.getuid?.() !== 0) {
        throw new UserError("The lab's machines need root: run this command as root, for example with sudo.");
    }
}

async function assertSpace(home: string): Promise<void> {
    const { bavail, bsize } = await statfs(home);
    const free = (bavail * bsize) / 1024 ** 3;
    if (free < neededGibibytes) {
        throw new UserError(
            `${home} has ${free.toFixed(1)} GiB free, and the lab's root file system needs ${neededGibibytes} GiB: make room.`,
        );
    }
}

/**
 * Runs the build under a lock, in namespaces of its own, and bound to this process: a second caller waits and finds the
 * root built, and when this process dies, by whatever signal, mounts and processes of the build go with it.
 */
async function build(root: string, sources: string, options: GoldenOptions): Promise<void> {
    const { home, logFile } = options;
    assertRoot();
    await mkdir(home, { recursive: true });
    await mkdir(dirname(logFile), { recursive: true });
    await assertSpace(home);
    const mirror = await chooseMirror(options.log);
    const settings = await hostFetchSettings();
    const aptConfig = join(home, "golden-apt.conf");
    await writeFile(aptConfig, settings);
    const script = join(sources, "golden", "locked.sh");
    const command = ["setpriv", "--pdeathsig", "KILL", "flock", "--no-fork", join(home, "golden.lock"), script];
    const ended = await runLogged([...command, sources, root, suite, mirror, aptConfig], {
        log: options.log,
        logFile,
        env: proxyEnv(settings),
    });
    if (!(await exists(root))) {
        throw new UserError(`The lab's root file system could not be built (${ended}). The log says why: ${logFile}`);
    }
}

/** A Debian host's own mirror, else debootstrap's; asked first, so that nothing is installed on a host without network. */
async function chooseMirror(log: (line: string) => void): Promise<string> {
    const own = await hostMirror();
    if (own) {
        await assertReachable(own, suite);
    }
    await ensureHostPackages(log);
    const mirror = own ?? (await defaultMirror());
    if (!own) {
        await assertReachable(mirror, suite);
    }
    return mirror;
}

async function sourceFiles(sources: string): Promise<string[]> {
    const entries = await Promise.all(
        parts.map((part) => readdir(join(sources, part), { recursive: true, withFileTypes: true })),
    );
    return entries
        .flat()
        .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort((a, b) => (a < b ? -1 : 1));
}

async function exists(path: string): Promise<boolean> {
    return access(path).then(
        () => true,
        () => false,
    );
}
