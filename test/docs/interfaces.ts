import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../lab/names.ts";

/** An exported interface or type alias of the source. */
export interface Declaration {
    readonly name: string;
    readonly file: string;
    readonly doc: string;
    /** Interfaces that it extends. */
    readonly bases: readonly string[];
    /** Fields of an interface in their order; none for an alias. */
    readonly fields: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
    /** What an alias stands for; empty for an interface. */
    readonly alias: string;
}

/** Every exported interface and alias below some folders of the project. */
export function declarationsIn(folders: readonly string[]): readonly Declaration[] {
    return folders
        .flatMap((folder) =>
            readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" }).map((file) =>
                join(folder, file),
            ),
        )
        .filter((file) => file.endsWith(".ts"))
        .sort()
        .flatMap((file) => declarations(file, readFileSync(join(projectFolder, file), "utf8")));
}

const doc = String.raw`(?:/\*\*((?:(?!\*/)[\s\S])*)\*/\s*)?`;

function declarations(file: string, text: string): readonly Declaration[] {
    const interfaces = text.matchAll(
        new RegExp(String.raw`${doc}export interface (\w+)(?: extends ([\w, ]+))? \{\n([\s\S]*?)\n\}`, "g"),
    );
    const aliases = text.matchAll(new RegExp(String.raw`${doc}export type (\w+) =\s*([^;{}]+);`, "g"));
    return [
        ...[...interfaces].map(([, about = "", name = "", bases = "", body = ""]) => ({
            name,
            file,
            doc: plain(about),
            bases: bases.split(", ").filter((base) => base !== ""),
            fields: fieldsOf(body),
            alias: "",
        })),
        ...[...aliases].map(([, about = "", name = "", alias = ""]) => ({
            name,
            file,
            doc: plain(about),
            bases: [],
            fields: [],
            alias: alias.replace(/\s+/g, " ").trim(),
        })),
    ];
}

function fieldsOf(body: string): Declaration["fields"] {
    const found = `${body}\n`.matchAll(new RegExp(String.raw`^ {4}${doc}readonly (\w+)\??: ([\s\S]*?);\n`, "gm"));
    return [...found].map(([, about = "", name = "", type = ""]) => ({
        name,
        type: type.replace(/\s+/g, " ").replaceAll("readonly ", ""),
        doc: plain(about),
    }));
}

function plain(comment: string): string {
    return comment
        .replace(/^\s*\*/gm, "")
        .replace(/\{@link ([^}]+)\}/g, "`$1`")
        .replace(/\s+/g, " ")
        .trim();
}
