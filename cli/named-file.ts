import { writeFileSync } from "node:fs";
import { UserError } from "../plan/user-error.ts";

/**
 * Writes a file that an option of the command line names.
 * @param option Such as `--output`.
 * @throws UserError when it can't be written, with the system's own reason.
 */
export function writeNamedFile(option: string, file: string, text: string): void {
    try {
        writeFileSync(file, text);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UserError(`${option}: ${file} can't be written: ${reason}. Name a file in a folder that is there.`);
    }
}
