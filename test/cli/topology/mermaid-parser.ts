import DOMPurify from "dompurify";

// Mermaid's parser wants a browser's purifier only to clean labels; Node has no page for it to look at.
Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });
const { default: mermaid } = await import("mermaid");

/** A picture as Mermaid itself reads it. */
export interface ParsedPicture {
    /** Labels by the nodes' ids, as Mermaid keeps them: each escaped sign as `ﬂ°°<number>¶ß`. */
    readonly nodes: ReadonlyMap<string, string>;
    readonly links: readonly { readonly start: string; readonly end: string }[];
}

/** Parses a picture with Mermaid's own grammar. Throws where GitHub would show an error instead of a picture. */
export async function parseMermaid(text: string): Promise<ParsedPicture> {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const { getVertices, getEdges } = db as unknown as FlowDatabase;
    const nodes = [...getVertices.call(db)].map(([id, { text }]) => [id, text] as const);
    return { nodes: new Map(nodes), links: getEdges.call(db) };
}

interface FlowDatabase {
    getVertices(): ReadonlyMap<string, { readonly text: string }>;
    getEdges(): readonly { readonly start: string; readonly end: string }[];
}
