import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { describeLab, type Lab, makeFolders } from "../../lab/names.ts";

/** A folder that is gone after the test; its name has what careless code stumbles over. */
export function scratchFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "k-one lab, 100%:"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** A lab in a project folder of its own, with its folders but nothing in them. */
export function scratchLab(environment = "labunit"): Lab {
    const project = join(scratchFolder(), "project");
    mkdirSync(project);
    const lab = describeLab(environment, project);
    makeFolders(lab);
    return lab;
}
