import { LineCounter, parseDocument, type YAMLError } from "yaml";
import { error, type Finding } from "./finding.ts";
import { didYouMean } from "./nearest.ts";

/** One stack file as YAML: nothing decrypted, nothing checked but the YAML itself. */
export interface StackFile {
    /** As findings name it, such as `stacks/Pulumi.lab-gist.yaml`. */
    readonly path: string;
    /** Environment's name, such as `lab`. */
    readonly environment: string;
    /** What follows the environment in the file's name: a site's name, or `tower`. */
    readonly owner: string;
    /** The YAML's value; `undefined` when it is broken. */
    readonly content: unknown;
    /** One finding for each mistake in the YAML. */
    readonly mistakes: readonly Finding[];
}

/** Environment and owner that a file's name stands for, or `null` for other files. An environment has no hyphen. */
export function parseFileName(name: string): { readonly environment: string; readonly owner: string } | null {
    const match = /^Pulumi\.([^.-]+)-([^/]+)\.yaml$/.exec(name);
    return match === null ? null : { environment: match[1] ?? "", owner: match[2] ?? "" };
}

/** Reads a stack file's text. */
export function parseStackFile(path: string, text: string): StackFile {
    const name = parseFileName(path.slice(path.lastIndexOf("/") + 1)) ?? { environment: "", owner: "" };
    return { path, ...name, ...parseYaml(path, text) };
}

/** Value of the file's `k-one:site` or `k-one:tower`, and what is wrong with where it stands. */
export function objectOf(file: StackFile): { readonly value: unknown; readonly findings: readonly Finding[] } {
    if (file.mistakes.length > 0) return { value: undefined, findings: file.mistakes };
    const config = mapAt(file.content, "config");
    const key = keyOf(file);
    const findings = [...misplaced(file, config)];
    if (findings.length > 0 || Object.hasOwn(config, key)) return { value: config[key], findings };
    return { value: undefined, findings: [error(file.path, missing(key, Object.keys(config)))] };
}

/** Key of the object that a file must hold. */
function keyOf(file: StackFile): "k-one:site" | "k-one:tower" {
    return file.owner === "tower" ? "k-one:tower" : "k-one:site";
}

function* misplaced(file: StackFile, config: Readonly<Record<string, unknown>>): Iterable<Finding> {
    const other = file.owner === "tower" ? "k-one:site" : "k-one:tower";
    if (!Object.hasOwn(config, other)) return;
    const place = other === "k-one:tower" ? "tower" : "<site>";
    yield error(
        file.path,
        `holds ${other}, but its name makes it the file of ${file.owner}. ` +
            `Allowed: ${keyOf(file)} alone. Move ${other} to Pulumi.${file.environment}-${place}.yaml.`,
    );
}

function missing(key: string, keys: readonly string[]): string {
    return `has no ${key} under config.${didYouMean(key, keys)} Write what its owner says about itself there.`;
}

function parseYaml(path: string, text: string): Pick<StackFile, "content" | "mistakes"> {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
    const mistakes = document.errors.map((mistake) => yamlFinding(path, lines, mistake));
    if (mistakes.length > 0) return { content: undefined, mistakes };
    try {
        return { content: document.toJS() as unknown, mistakes };
    } catch (problem) {
        return { content: undefined, mistakes: [error(path, `broken YAML: ${sentence(String(problem))}`)] };
    }
}

function yamlFinding(path: string, lines: LineCounter, mistake: YAMLError): Finding {
    const { line, col } = lines.linePos(mistake.pos[0]);
    return error(`${path}:${line}:${col}`, `broken YAML: ${sentence(mistake.message)}`);
}

function sentence(message: string): string {
    return `${message.replace(/\.$/, "")}.`;
}

function mapAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
    const inner = isMap(value) ? value[key] : undefined;
    return isMap(inner) ? inner : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
