import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a stack's state is kept. */
export interface StackPlace {
    /** Folder of `Pulumi.yaml`. */
    readonly root: string;
    readonly project: string;
    readonly stack: string;
}

/**
 * State of a stack as the backend keeps it, or `null` when there is none yet, or when it is not in a local folder:
 * Pulumi tells a program nothing about its own state, and other backends would want their credentials.
 */
export function readCheckpoint({ root, project, stack }: StackPlace, environment: Environment): unknown {
    const folder = localFolder(backendUrl(environment), root);
    if (folder === null) return null;
    const file = join(folder, ".pulumi", "stacks", project, `${stack}.json`);
    const text = read(file) ?? unzip(read(`${file}.gz`));
    return text === null ? null : JSON.parse(text.toString());
}

/** What `pulumi` takes, in its order: the variable, then the last `pulumi login`. */
function backendUrl(environment: Environment): string {
    return environment.PULUMI_BACKEND_URL || lastLogin(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"));
}

function lastLogin(home: string): string {
    const credentials = read(join(home, "credentials.json"));
    const { current }: { current?: unknown } = credentials === null ? {} : JSON.parse(credentials.toString());
    return typeof current === "string" ? current : "";
}

function localFolder(url: string, root: string): string | null {
    const [, path] = /^file:\/\/([^?]*)/.exec(url) ?? [];
    return path === undefined ? null : resolve(root, path.replace(/^~/, homedir()));
}

function read(file: string): Buffer | null {
    try {
        return readFileSync(file);
    } catch (problem) {
        if (problem instanceof Error && "code" in problem && problem.code === "ENOENT") return null;
        throw problem;
    }
}

function unzip(zipped: Buffer | null): Buffer | null {
    return zipped === null ? null : gunzipSync(zipped);
}
