import { parse } from "yaml";
import { isMap, type YamlMap } from "../../plan/map.ts";

/** A value of a stack file that the user gives, such as `sites.gist.kBox.address`. */
export interface Setting {
    /** Way to it in the way findings name it: `sites.<site>.…` or `tower.…`. */
    readonly path: readonly string[];
    readonly value: unknown;
}

/** Reads `<path>=<value>`, the value as YAML; `null` when it has another form. */
export function parseSetting(text: string): Setting | null {
    const [, path, value] = /^((?:sites\.[a-z][a-z0-9]*|tower)(?:\.[^.=\s]+)+)=(.*)$/s.exec(text) ?? [];
    return path === undefined || value === undefined ? null : { path: path.split("."), value: parse(value) };
}

/** The settings of one stack file, as an object. */
export function settingsOf(settings: readonly Setting[], owner: string): YamlMap {
    const start = owner === "tower" ? ["tower"] : ["sites", owner];
    const own = settings.filter(({ path }) => start.every((step, index) => path[index] === step));
    return own.reduce<YamlMap>((all, { path, value }) => put(all, path.slice(start.length), value), {});
}

/** What of several objects stands last, key by key; a list or a plain value replaces the one before as a whole. */
export function merge(...objects: readonly YamlMap[]): YamlMap {
    return objects.reduce((base, over) => Object.entries(over).reduce(mergeEntry, base), {});
}

function mergeEntry(base: YamlMap, [key, value]: readonly [string, unknown]): YamlMap {
    if (value === undefined) return base;
    const old = base[key];
    return { ...base, [key]: isMap(value) ? merge(isMap(old) ? old : {}, value) : value };
}

function put(object: YamlMap, [step = "", ...rest]: readonly string[], value: unknown): YamlMap {
    const inner = object[step];
    return { ...object, [step]: rest.length === 0 ? value : put(isMap(inner) ? inner : {}, rest, value) };
}
