import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One place apt fetches packages from. */
export interface AptSource {
    readonly uri: string;
    readonly suite: string;
    readonly components: readonly string[];
}

/** Reads apt's one-line format (`deb [options] uri suite component…`). */
export function parseSourcesList(text: string): AptSource[] {
    return text.split("\n").flatMap((line) => {
        const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
        const [, uri, suite, rest] = match ?? [];
        return uri && suite ? [{ uri: withoutSlash(uri), suite, components: words(rest) }] : [];
    });
}

/** Reads apt's deb822 format (`Types:`, `URIs:`, `Suites:`, `Components:`). */
export function parseDeb822(text: string): AptSource[] {
    return text
        .replace(/^#.*\n?/gm, "")
        .split(/\n\s*\n/)
        .map(fieldsOf)
        .filter((fields) => words(fields.get("types")).includes("deb") && fields.get("enabled") !== "no")
        .flatMap((fields) =>
            words(fields.get("uris")).flatMap((uri) =>
                words(fields.get("suites")).map((suite) => ({
                    uri: withoutSlash(uri),
                    suite,
                    components: words(fields.get("components")),
                })),
            ),
        );
}

/** Picks the archive that serves this very release, so neither a vendor's repository nor the security archive. */
export function pickMirror(sources: readonly AptSource[], codename: string): string | null {
    const fits = ({ uri, suite, components }: AptSource) =>
        /^(https?|file):/.test(uri) && suite === codename && components.includes("main");
    return sources.find(fits)?.uri ?? null;
}

/** Mirror that this Debian host installs from itself; `null` on another system or when it has none that debootstrap reads. */
export async function hostMirror(root = "/"): Promise<string | null> {
    const release = await readFile(join(root, "etc/os-release"), "utf8").catch(() => "");
    const codename = /^VERSION_CODENAME="?(\w+)"?$/m.exec(release)?.[1];
    if (!codename || !/^ID="?debian"?$/m.test(release)) {
        return null;
    }
    return pickMirror(await hostSources(root), codename);
}

async function hostSources(root: string): Promise<AptSource[]> {
    const folder = join(root, "etc/apt/sources.list.d");
    const names = (await readdir(folder).catch(() => [])).sort();
    const files = [join(root, "etc/apt/sources.list"), ...names.map((name) => join(folder, name))];
    const parsed = await Promise.all(files.map(readSources));
    return parsed.flat();
}

async function readSources(file: string): Promise<AptSource[]> {
    const text = await readFile(file, "utf8").catch(() => "");
    if (file.endsWith(".list")) {
        return parseSourcesList(text);
    }
    return file.endsWith(".sources") ? parseDeb822(text) : [];
}

function fieldsOf(stanza: string): Map<string, string> {
    const fields = new Map<string, string>();
    for (const [, key = "", value = ""] of stanza.matchAll(/^([A-Za-z-]+):([^\n]*(?:\n[ \t][^\n]*)*)/gm)) {
        fields.set(key.toLowerCase(), value.trim());
    }
    return fields;
}

function words(text: string | undefined): string[] {
    return (text ?? "").split(/\s+/).filter(Boolean);
}

function withoutSlash(uri: string): string {
    return uri.replace(/\/+$/, "");
}
