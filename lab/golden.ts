import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { UserError } from "../plan/user-error.ts";
import { assertReachable, defaultMirror, hostFetchSettings, proxyEnv } from "./apt.ts";
import { type GoldenKind, goldenKinds } from "./golden-kinds.ts";
import { ensureHostPackages } from "./host-packages.ts";
import { runLogged } from "./logged-run.ts";
import { hostMirror } from "./mirror.ts";

/** Root file system that every machine of its kind in this project's labs starts from; nothing writes to it any more. */
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
     * What it is for.
     * @default a region of OpenStack or the tower
     */
    readonly kind?: GoldenKind;
    /**
     * Folder of the lab's sources.
     * @default this file's folder
     */
    readonly sources?: string;
}

const neededGibibytes = 4;

/** The golden root of a kind, built first when it isn't there or when what it is made from has changed. */
export async function ensureGolden(options: GoldenOptions): Promise<Golden> {
    const { home, sources = import.meta.dirname, kind = goldenKinds.openstack } = options;
    const hash = await goldenHash(sources, kind);
    const golden = { root: join(home, `${kind.prefix}${hash}`), hash };
    if (!(await exists(golden.root))) {
        await build(golden.root, kind, sources, options);
    }
    return golden;
}

/** Hash over names, rights and contents of all that goes into a kind's golden root; the same on every computer. */
export async function goldenHash(
    sources: string = import.meta.dirname,
    { parts }: Pick<GoldenKind, "parts"> = goldenKinds.openstack,
): Promise<string> {
    const hash = createHash("sha256");
    for (const file of await sourceFiles(sources, parts)) {
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
async function build(root: string, { folder, suite }: GoldenKind, sources: string, options: GoldenOptions) {
    const { home, logFile } = options;
    assertRoot();
    await mkdir(home, { recursive: true });
    await mkdir(dirname(logFile), { recursive: true });
    await assertSpace(home);
    const mirror = await chooseMirror(suite, options.log);
    const settings = await hostFetchSettings();
    const aptConfig = join(home, "golden-apt.conf");
    await writeFile(aptConfig, settings);
    const script = join(sources, "golden", "locked.sh");
    const command = ["setpriv", "--pdeathsig", "KILL", "flock", "--no-fork", join(home, "golden.lock"), script];
    const ended = await runLogged([...command, join(sources, folder), root, suite, mirror, aptConfig], {
        log: options.log,
        logFile,
        env: proxyEnv(settings),
    });
    if (!(await exists(root))) {
        throw new UserError(`The lab's root file system could not be built (${ended}). The log says why: ${logFile}`);
    }
}

/** A Debian host's own mirror, else debootstrap's; asked first, so that nothing is installed on a host without network. */
async function chooseMirror(suite: string, log: (line: string) => void): Promise<string> {
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

async function sourceFiles(sources: string, parts: readonly string[]): Promise<string[]> {
    const files = await Promise.all(parts.map((part) => filesAt(join(sources, part))));
    return files.flat().sort((a, b) => (a < b ? -1 : 1));
}

async function filesAt(part: string): Promise<string[]> {
    if ((await stat(part)).isFile()) return [part];
    const entries = await readdir(part, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
        .map((entry) => join(entry.parentPath, entry.name));
}

async function exists(path: string): Promise<boolean> {
    return access(path).then(
        () => true,
        () => false,
    );
}
