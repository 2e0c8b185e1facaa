import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sample } from "../../plan/sample.ts";

/** A project with the environment `kone` of the sites gist and korea. */
export interface SampleFolder {
    readonly folder: string;
    /** Names of its stack files. */
    files(): readonly string[];
    write(owner: string, text: string): void;
    remove(): void;
}

/** Makes one; each file is the sample's, or what `edit` makes of it. */
export function sampleFolder(edit: (owner: string, text: string) => string = (_, text) => text): SampleFolder {
    const folder = mkdtempSync(join(tmpdir(), "k-one-site-"));
    const stacks = join(folder, "stacks");
    const write = (owner: string, text: string) => writeFileSync(join(stacks, `Pulumi.kone-${owner}.yaml`), text);
    mkdirSync(stacks);
    for (const [owner, text] of Object.entries(sample)) write(owner, edit(owner, text));
    return {
        folder,
        files: () => readdirSync(stacks).sort(),
        write,
        remove: () => rmSync(folder, { recursive: true }),
    };
}
