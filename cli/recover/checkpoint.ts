import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../plan/user-error.ts";
import { stateFolder } from "./lock.ts";

/**
 * Removes the empty `.attrs` files that a killed run leaves beside the files of a `file://` backend. Pulumi can do without
 * one, but an empty one makes every command fail with `EOF`, for every stack: it writes them in place.
 */
export function removeEmptyAttributes(backend: string): void {
    const state = stateFolder(backend);
    if (state === null || !existsSync(state)) {
        return;
    }
    const files = readdirSync(state, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".attrs"));
    for (const file of files.map((name) => join(state, name))) {
        // A run that is writing one now keeps it open, and loses nothing that Pulumi reads.
        if (statSync(file, { throwIfNoEntry: false })?.size === 0) {
            rmSync(file, { force: true });
        }
    }
}

/**
 * Says which file of a `file://` backend is broken and what to put in its place, when that is why a stack can't be read.
 * Nothing is restored unasked: the copy is one step older, and only a human knows whether the disk can be trusted.
 * @throws UserError when the file is broken.
 */
export function refuseBrokenState(backend: string, project: string, stack: string): void {
    const state = stateFolder(backend);
    const file = state === null ? null : join(state, "stacks", project, `${stack}.json`);
    if (file === null || !existsSync(file) || isWhole(file)) {
        return;
    }
    const copy = `${file}.bak`;
    throw new UserError(
        `${stack}: its state ${file} is cut off or damaged. ${isWhole(copy) ? restore(file, copy, stack) : lost()}`,
    );
}

function restore(file: string, copy: string, stack: string): string {
    const from = statSync(copy).mtime.toISOString();
    return (
        `Pulumi's copy of ${from} is whole; it lacks at most the last step. Is the disk full? Then make room, put the copy back ` +
        `with \`cp ${copy} ${file}\`, read what is really there with \`pulumi refresh --stack ${stack}\`, and run the command again.`
    );
}

function lost(): string {
    return "There is no whole copy beside it: restore that file from a backup before anything else.";
}

function isWhole(file: string): boolean {
    try {
        return typeof JSON.parse(readFileSync(file, "utf8")) === "object";
    } catch {
        return false;
    }
}
