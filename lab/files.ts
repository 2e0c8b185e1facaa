import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readText } from "./processes.ts";

/** How a file is written. */
export interface FileOptions {
    /** Permissions, such as 0o600. */
    readonly mode: number;
    /**
     * Told of each file and folder that is made, before it can be seen under its name.
     * @default nobody
     */
    readonly made?: (file: string) => void;
}

/** Writes a file in one step, and only when its text changes; says whether it did. */
export function writeWhole(file: string, text: string, { mode, made }: FileOptions): boolean {
    if (readText(file) === text) return false;
    mkdirSync(path.dirname(file), { recursive: true });
    const beside = `${file}.${process.pid}.new`;
    writeFileSync(beside, text, { mode: 0o600 });
    chmodSync(beside, mode);
    made?.(beside);
    renameSync(beside, file);
    return true;
}

/** Makes a folder with these permissions, whatever the user's mask says; one that is there stays as it is. */
export function makeFolder(folder: string, { mode, made }: FileOptions): void {
    if (existsSync(folder)) return;
    makeFolder(path.dirname(folder), { mode, ...(made && { made }) });
    mkdirSync(folder);
    chmodSync(folder, mode);
    made?.(folder);
}
