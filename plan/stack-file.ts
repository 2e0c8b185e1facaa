import { error, type Finding } from "./finding.ts";
import { isMap, type YamlMap } from "./map.ts";
import { didYouMean } from "./nearest.ts";
import { parseYaml } from "./yaml.ts";

const simpleName = /^[a-z][a-z0-9]*$/;

/** One stack file as YAML: nothing decrypted, nothing checked but the YAML itself. */
export interface StackFile {
    /** As findings name it, such as `stacks/Pulumi.lab-gist.yaml`. */
    readonly path: string;
    /** Environment's name, such as `lab`. */
    readonly environment: string;
    /** What follows the environment in the file's name: a site's name, or `tower`; empty when nothing does. */
    readonly owner: string;
    /** The YAML's value; `undefined` when it is broken. */
    readonly content: unknown;
    /** One finding for each mistake in the YAML, and in the file's name. */
    readonly mistakes: readonly Finding[];
}

/**
 * Environment and owner that a file's name stands for, or `null` for other files. An environment has no hyphen; a stack
 * file without one has no owner.
 */
export function parseFileName(name: string): { readonly environment: string; readonly owner: string } | null {
    const match = /^Pulumi\.([^.-]+)(?:-([^/]+))?\.(?:yaml|yml|json)$/.exec(name);
    return match === null ? null : { environment: match[1] ?? "", owner: match[2] ?? "" };
}

/** Reads a stack file's text. */
export function parseStackFile(path: string, text: string): StackFile {
    const name = parseFileName(path.slice(path.lastIndexOf("/") + 1)) ?? { environment: "", owner: "" };
    const misnamed = [...mistakesInName(path, name.environment, name.owner)];
    if (!path.endsWith(".yaml") || name.owner === "") return { path, ...name, content: undefined, mistakes: misnamed };
    const { content, mistakes } = parseYaml(path, text);
    return { path, ...name, content, mistakes: [...misnamed, ...mistakes] };
}

/** Value of the file's `k-one:site` or `k-one:tower`, and what is wrong with where it stands. */
export function objectOf(file: StackFile): { readonly value: unknown; readonly findings: readonly Finding[] } {
    if (file.content === undefined) return { value: undefined, findings: file.mistakes };
    const config = mapAt(file.content, "config");
    const key = keyOf(file);
    const findings = [...file.mistakes, ...misplaced(file, config)];
    if (findings.length > 0 || Object.hasOwn(config, key)) return { value: config[key], findings };
    return { value: undefined, findings: [error(file.path, missing(key, Object.keys(config)))] };
}

/** Keys under the file's `config`, such as `k-one:kBoxKey`; none when the file is broken. */
export function configKeys({ content }: StackFile): readonly string[] {
    return Object.keys(mapAt(content, "config"));
}

/** Names become parts of stacks, of resources and of host names. */
function* mistakesInName(path: string, environment: string, owner: string): Iterable<Finding> {
    const allowed = "Allowed: small letters and digits, beginning with a letter. Rename the file and its stack.";
    if (!path.endsWith(".yaml")) yield error(path, "Pulumi reads stack files that end in .yaml only. Rename this one.");
    if (!simpleName.test(environment)) yield error(path, `"${environment}" is no name of an environment. ${allowed}`);
    if (owner === "") yield error(path, ofNobody(environment));
    else if (!simpleName.test(owner)) yield error(path, `"${owner}" is no name of a site. ${allowed}`);
    if (owner === "wan") yield error(path, "a lab's own network is called wan. Choose another name for this site.");
}

function ofNobody(environment: string): string {
    return (
        `is neither a site's file nor the tower's. Allowed: Pulumi.${environment}-<site>.yaml and ` +
        `Pulumi.${environment}-tower.yaml. Rename it, or keep it elsewhere.`
    );
}

/** Key of the object that a file must hold. */
function keyOf(file: StackFile): "k-one:site" | "k-one:tower" {
    return file.owner === "tower" ? "k-one:tower" : "k-one:site";
}

function* misplaced(file: StackFile, config: YamlMap): Iterable<Finding> {
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

function mapAt(value: unknown, key: string): YamlMap {
    const inner = isMap(value) ? value[key] : undefined;
    return isMap(inner) ? inner : {};
}
