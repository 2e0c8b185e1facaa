import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./code-blocks.ts";

/** A place in the source that tells the user of an error. */
export interface ErrorPlace {
    /** Such as `cli/up.ts:37`. */
    readonly where: string;
    /** The literal parts of what it may say, longest first; what stands between them isn't known before it happens. */
    readonly parts: readonly string[];
}

const folders = ["cli", "cloud", "components", "plan", "stacks", "lab", "toolchain", "policy"];

/** A part that is shorter says too little to be found again. */
const shortest = 12;

/**
 * Every `new UserError(…)`, those of its kinds, and every finding of the planner. What they say is read from their
 * arguments, and where an argument calls a function or names a value of the same file, from that.
 */
export function errorPlaces(): readonly ErrorPlace[] {
    return sourceFiles().flatMap((file) => placesIn(file, readFileSync(join(root, file), "utf8")));
}

/** Places in one file's text. */
export function placesIn(file: string, text: string): readonly ErrorPlace[] {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const declared = declarations(source);
    const places: ErrorPlace[] = [];
    const visit = (node: ts.Node): void => {
        const said = toldBy(node);
        if (said !== null) {
            const { line } = source.getLineAndCharacterOfPosition(node.getStart());
            const parts = partsOf(said, declared).sort((a, b) => b.length - a.length);
            if (parts.length > 0) places.push({ where: `${file}:${line + 1}`, parts });
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return places;
}

/** Every literal part of the source, for a guide that must not speak of what nobody says any more. */
export function allParts(): string {
    const texts = sourceFiles().map((file) => {
        const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
        return partsOf(source, new Map()).join("\n");
    });
    return texts.join("\n");
}

/** Signs that Markdown needs and the source hasn't, taken out of both. */
export function plain(text: string): string {
    return text.replaceAll(/[`\\*]/g, "").replaceAll(/\s+/g, " ");
}

function sourceFiles(): readonly string[] {
    return folders.flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
            .map((name) => join(folder, name))
            .filter((name) => name.endsWith(".ts"))
            .sort(),
    );
}

/** Message of a node that tells of an error. */
function toldBy(node: ts.Node): ts.Node | null {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression.text;
        const ours = /^(?:User|Cloud|NoAnswer|Login|InvalidArgument)Error$/.test(name);
        return ours ? (node.arguments?.[name === "LoginError" ? 1 : 0] ?? node.arguments?.[0] ?? null) : null;
    }
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return null;
    return ["error", "warning"].includes(node.expression.text) ? (node.arguments[1] ?? null) : null;
}

function declarations(source: ts.SourceFile): ReadonlyMap<string, ts.Node> {
    const found = new Map<string, ts.Node>();
    for (const statement of source.statements) {
        if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
            found.set(statement.name.text, statement);
        if (!ts.isVariableStatement(statement)) continue;
        for (const { name, initializer } of statement.declarationList.declarations) {
            if (ts.isIdentifier(name) && initializer !== undefined) found.set(name.text, initializer);
        }
    }
    return found;
}

/** Literal parts under a node; a text that is added up of several counts as one. */
function partsOf(node: ts.Node, declared: ReadonlyMap<string, ts.Node>, seen = new Set<ts.Node>()): string[] {
    if (seen.has(node)) return [];
    seen.add(node);
    const text = template(node);
    const own = (text ?? "").split("…").map((part) => plain(part).trim());
    const named = ts.isIdentifier(node) ? declared.get(node.text) : undefined;
    const below = [...(named === undefined ? [] : [named]), ...(text === null ? childrenOf(node) : holesOf(node))];
    return [
        ...own.filter((part) => part.length >= shortest),
        ...below.flatMap((child) => partsOf(child, declared, seen)),
    ];
}

/** What is filled in where a text has `…`. */
function holesOf(node: ts.Node): readonly ts.Node[] {
    if (ts.isStringLiteralLike(node)) return [];
    if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
    return ts.isBinaryExpression(node) && template(node) !== null
        ? [...holesOf(node.left), ...holesOf(node.right)]
        : [node];
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    return children;
}

/** A literal's text with `…` for what is filled in, or `null` for another node. */
function template(node: ts.Node): string | null {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node)) {
        return [node.head.text, ...node.templateSpans.map(({ literal }) => `…${literal.text}`)].join("");
    }
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
    const [left, right] = [template(node.left), template(node.right)];
    return left === null && right === null ? null : `${left ?? "…"}${right ?? "…"}`;
}
