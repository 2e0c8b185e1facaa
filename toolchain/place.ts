import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a toolchain is built from, and where to. */
export interface Place {
    /** Folder of the Go sources. */
    readonly sources: string;
    /** Folder that gets everything that is made: caches, binaries, plugins. */
    readonly home: string;
    /** Environment that the commands start from. */
    readonly env: Environment;
}

/** The project's own toolchain: made in `.k-one/toolchain`, which git ignores. */
export function projectPlace(): Place {
    const sources = fileURLToPath(new URL(".", import.meta.url));
    return { sources, home: join(sources, "..", ".k-one", "toolchain"), env: process.env };
}

/** Folder of the binaries that are built. */
export function binFolder(place: Place): string {
    return join(place.home, "bin");
}

/** Log file of the builds, unless the caller names another one. */
export function defaultLog(place: Place): string {
    return join(place.home, "build.log");
}

/** Environment under which Go keeps all it makes inside the toolchain's home. */
export function buildEnv(place: Place): Environment {
    const go = join(place.home, "go");
    return {
        ...place.env,
        GOPATH: go,
        GOMODCACHE: join(go, "mod"),
        GOCACHE: join(go, "build"),
        // Writable files, so that the folder can be deleted; nothing to stamp where git distrusts the clone.
        // -trimpath here, too, so that tests use what builds have compiled.
        GOFLAGS: "-modcacherw -buildvcs=false -trimpath",
        GOTOOLCHAIN: "local",
        GOWORK: "off",
        CGO_ENABLED: "0",
        // Go counts its own use in the user's configuration folder. The user's Go settings are still read.
        GOENV: userGoSettings(place.env),
        XDG_CONFIG_HOME: join(go, "config"),
    };
}

/** Variables with which Pulumi neither leaves our folder nor asks the network for plugins or updates. */
export function pulumiVariables(place: Place, pulumi: string): Readonly<Record<string, string>> {
    const folder = dirname(pulumi);
    const others = (place.env.PATH ?? "").split(":").filter((other) => other !== folder);
    return {
        PATH: [folder, ...others].join(":"),
        PULUMI_HOME: join(place.home, "home"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
}

function userGoSettings(env: Environment): string {
    const config = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
    return env.GOENV || join(config, "go", "env");
}
