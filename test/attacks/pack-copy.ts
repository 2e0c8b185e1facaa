import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../lab/names.ts";

/**
 * Puts a copy of the policy pack into a folder with stack files of its own, in `stacks/`: the pack judges by the files beside
 * it, and nothing else can tell it of others.
 */
export function copyPack(folder: string): string {
    const pack = join(folder, "policy");
    cpSync(join(projectFolder, "policy"), pack, { recursive: true });
    for (const part of ["plan", "components", "node_modules", "stacks/stack-name.ts"]) {
        symlinkSync(join(projectFolder, part), join(folder, part));
    }
    return pack;
}
