import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "../plan/user-error.ts";
import type { HttpTls } from "./http.ts";

/** One entry of `clouds.yaml`, with what `secure.yaml` adds to it. It holds secrets: never print it. */
export interface CloudEntry {
    /** Entry's name, such as `lab-gist`. */
    readonly name: string;
    /** File that it stands in. */
    readonly file: string;
    /** Such as `password` or `v3applicationcredential`. */
    readonly authType: string;
    readonly auth: Readonly<Record<string, string>>;
    /** The entry's own `region_name`, or `null`. */
    readonly region: string | null;
    readonly tls: HttpTls;
}

type Tree = { readonly [key: string]: unknown };

/** Reads an entry as OpenStack's own clients do: `OS_CLIENT_CONFIG_FILE`, else the first `clouds.yaml` of the usual folders. */
export function readCloudEntry(name: string, env: NodeJS.ProcessEnv, folder: string): CloudEntry {
    const file = findFile("clouds", env.OS_CLIENT_CONFIG_FILE, folder);
    if (file === null) {
        const places = searchPath(folder).map((place) => join(place, "clouds.yaml"));
        throw new UserError(`clouds.yaml: not found. Set OS_CLIENT_CONFIG_FILE, or write one of ${places.join(", ")}.`);
    }
    const clouds = readClouds(file);
    const entry = clouds[name];
    if (!isTree(entry)) {
        const known = Object.keys(clouds).sort().join(", ") || "none";
        throw new UserError(
            `${file}: no entry ${name}; there are: ${known}. Add clouds.${name} with its auth section.`,
        );
    }
    return describe(name, file, merge(entry, secureHalf(name, env, folder)));
}

function findFile(stem: string, given: string | undefined, folder: string): string | null {
    if (given !== undefined && given !== "") {
        return existsSync(given) ? resolve(given) : null;
    }
    const candidates = searchPath(folder).flatMap((place) => [join(place, `${stem}.yaml`), join(place, `${stem}.yml`)]);
    return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

function searchPath(folder: string): readonly string[] {
    return [folder, join(homedir(), ".config", "openstack"), "/etc/openstack"];
}

function secureHalf(name: string, env: NodeJS.ProcessEnv, folder: string): Tree {
    const file = findFile("secure", env.OS_CLIENT_SECURE_FILE, folder);
    const entry = file === null ? undefined : readClouds(file)[name];
    return isTree(entry) ? entry : {};
}

function readClouds(file: string): Tree {
    const clouds = (parseFile(file) as { readonly clouds?: unknown } | null)?.clouds;
    if (!isTree(clouds)) {
        throw new UserError(`${file}: has no section clouds. It must hold one entry per cloud below clouds.`);
    }
    return clouds;
}

function parseFile(file: string): unknown {
    try {
        return parse(readFileSync(file, "utf8"), { prettyErrors: false });
    } catch (error) {
        // The parser's own message quotes the line, which may hold a password.
        const code = (error as { readonly code?: string }).code ?? "unreadable";
        throw new UserError(`${file}: can't be read (${code}). It must be YAML with one entry per cloud below clouds.`);
    }
}

function merge(base: Tree, over: Tree): Tree {
    const merged: Record<string, unknown> = { ...base };
    for (const [key, value] of Object.entries(over)) {
        const old = merged[key];
        merged[key] = isTree(old) && isTree(value) ? merge(old, value) : value;
    }
    return merged;
}

function describe(name: string, file: string, entry: Tree): CloudEntry {
    const auth = isTree(entry.auth) ? entry.auth : {};
    return {
        name,
        file,
        authType:
            text(entry.auth_type) ?? (auth.application_credential_secret ? "v3applicationcredential" : "password"),
        auth: Object.fromEntries(Object.entries(auth).map(([key, value]) => [key, String(value)])),
        region: text(entry.region_name),
        tls: { ca: authority(name, file, text(entry.cacert)), verify: entry.verify !== false },
    };
}

function authority(name: string, file: string, cacert: string | null): string | null {
    if (cacert === null) {
        return null;
    }
    const path = resolve(dirname(file), cacert);
    if (!existsSync(path)) {
        throw new UserError(
            `${file}: clouds.${name}.cacert: ${cacert} doesn't exist. Name a file with PEM certificates.`,
        );
    }
    return readFileSync(path, "utf8");
}

function text(value: unknown): string | null {
    return typeof value === "string" && value !== "" ? value : null;
}

function isTree(value: unknown): value is Tree {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
