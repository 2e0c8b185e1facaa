import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../../lab/files.ts";
import { UserError } from "../../plan/user-error.ts";
import { type Display, runJobs } from "../display.ts";
import { type OpenEnvironment, type StackTarget, targetsOf } from "../environment.ts";
import { failureText, StackSession } from "../session.ts";
import { importPath } from "./apply.ts";
import { fillImport, type ImportFile, type ImportResource, importIds } from "./import-file.ts";
import type { OldSite } from "./parts.ts";

/** A site's import file, and what its stack makes beside it; or why there is none. */
export interface WrittenImport {
    readonly site: string;
    readonly path: string;
    readonly created: readonly ImportResource[];
    /** Why it couldn't be written, or `null`. */
    readonly cause: string | null;
}

/**
 * Writes a file for `pulumi import` for each site's stack. Types, names, parents and provider come from a preview of the
 * program itself, so they are those that it registers.
 * @throws UserError with all stacks that couldn't be previewed.
 */
export async function writeImports(
    environment: OpenEnvironment,
    sites: readonly OldSite[],
    display: Display,
    signal: AbortSignal,
): Promise<readonly WrittenImport[]> {
    const jobs = targetsOf(
        environment.plan,
        sites.map(({ site }) => site),
    ).flatMap((target) => {
        const old = sites.find(({ site }) => site === target.site?.site);
        if (old === undefined) return [];
        return {
            title: `describe ${target.stack}`,
            run: () => writeOne(environment, target, old, signal),
            failure: ({ cause }: WrittenImport) => cause,
        };
    });
    const written = await runJobs(jobs, 2, display);
    const failed = written.flatMap(({ site, cause }) => (cause === null ? [] : [`${site}: ${cause}`]));
    if (failed.length > 0)
        throw new UserError(`The stack files are written, but no import files:\n${failed.join("\n")}`);
    return written;
}

async function writeOne(
    environment: OpenEnvironment,
    target: StackTarget,
    old: OldSite,
    signal: AbortSignal,
): Promise<WrittenImport> {
    const path = importPath(environment.name, target.stack);
    const session = new StackSession(environment, target, "preview", () => undefined);
    try {
        mkdirSync(dirname(path), { recursive: true });
        await session.describeAll(path, { signal, onEvent: () => undefined });
        const all = JSON.parse(readFileSync(path, "utf8")) as ImportFile;
        const { file, created } = fillImport(all, importIds(old));
        writeWhole(path, `${JSON.stringify(file, null, 4)}\n`, { mode: 0o600 });
        return { site: old.site, path, created, cause: null };
    } catch (error) {
        return { site: old.site, path, created: [], cause: `${failureText(error).trim()} (log: ${session.log})` };
    } finally {
        await session.close();
    }
}
