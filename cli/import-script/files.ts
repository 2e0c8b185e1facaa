import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Document, parseDocument } from "yaml";
import { isMap, type YamlMap } from "../../plan/map.ts";

/** A stack file as it is and as it is going to be. */
export interface StackFileChange {
    /** Site's name, or `tower`. */
    readonly owner: string;
    readonly path: string;
    /** Text now, or `null` when there is no such file. */
    readonly before: string | null;
    readonly after: string;
}

/** Reads the stack files of an environment that are there, as texts by owner. */
export function readTexts(folder: string, environment: string, owners: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
        owners.flatMap((owner) => {
            const path = pathOf(folder, environment, owner);
            return existsSync(path) ? [[owner, readFileSync(path, "utf8")] as const] : [];
        }),
    );
}

/** Path of an owner's stack file. */
export function pathOf(folder: string, environment: string, owner: string): string {
    return join(folder, `Pulumi.${environment}-${owner}.yaml`);
}

/** Object that a stack file's text holds, or nothing when there is none. */
export function objectIn(owner: string, text: string): YamlMap {
    const content: unknown = parseDocument(text).toJS();
    const config = isMap(content) ? content.config : undefined;
    const object = isMap(config) ? config[keyOf(owner)] : undefined;
    return isMap(object) ? object : {};
}

/**
 * Text of a stack file with another object. What else stands there stays: secrets, comments, what others have set.
 * @param publicKey Guests' public key for a site's file that has none.
 */
export function renderFile(owner: string, before: string | null, object: YamlMap, publicKey: string | null): string {
    if (before !== null && isDeepStrictEqual(objectIn(owner, before), object)) return before;
    const document = before === null ? newDocument(owner) : parseDocument(before);
    document.setIn(["config", keyOf(owner)], document.createNode(object));
    if (publicKey !== null && !document.hasIn(["config", guestKey])) document.setIn(["config", guestKey], publicKey);
    return document.toString({ lineWidth: 0, indent: indentOf(before) });
}

/**
 * Text of a stack file with other values at some places of its object; every other line stays as it is.
 * @param values By the way to them, such as `["vtep", "switch"]`.
 */
export function changeFile(
    owner: string,
    before: string,
    values: readonly (readonly [path: readonly string[], value: unknown])[],
): string {
    const document = parseDocument(before);
    const changed = values.filter(([path, value]) => document.getIn(["config", keyOf(owner), ...path]) !== value);
    for (const [path, value] of changed) document.setIn(["config", keyOf(owner), ...path], value);
    return changed.length === 0 ? before : document.toString({ lineWidth: 0, indent: indentOf(before) });
}

const guestKey = "k-one:guestPublicKey";

/** Pulumi writes two blanks, humans write what they like; the lines that stay shall stay the same. */
function indentOf(text: string | null): number {
    return /^config:\n( +)/m.exec(text ?? "")?.[1]?.length ?? 4;
}

function newDocument(owner: string): Document {
    const document = new Document({ config: { "pulumi:disable-default-providers": ["openstack"] } });
    const schema = owner === "tower" ? "tower" : "site";
    document.commentBefore = ` yaml-language-server: $schema=${schema}.schema.json`;
    return document;
}

function keyOf(owner: string): string {
    return owner === "tower" ? "k-one:tower" : "k-one:site";
}
