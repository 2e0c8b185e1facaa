import type { TestProject } from "vitest/node";
import { destroyLab } from "../../lab/lab.ts";
import { findMirror, type GitMirror } from "./mirror.ts";

declare module "vitest" {
    export interface ProvidedContext {
        /** Where the true DevStack comes from. */
        readonly mirror: GitMirror;
    }
}

const environment = "labdevstack";
const say = (line: string) => void process.stderr.write(`${line}\n`);
let notRun = "";

/** Looks for a mirror. Each file starts a lab of its own where there is one; without one nothing is started, and nothing is passed. */
export async function setup(project: TestProject): Promise<void> {
    const mirror = await findMirror();
    project.provide("environment", environment);
    project.provide("mirror", mirror);
    if (mirror.reason !== null) {
        notRun = `NOT RUN: ${mirror.reason}. Set GIT_BASE to a mirror, such as file:///srv/git.`;
        return say(notRun);
    }
    await destroyLab(environment);
}

/** Leaves nothing behind, and says last what the numbers alone don't. */
export async function teardown(): Promise<void> {
    if (notRun !== "") return say(notRun);
    await destroyLab(environment);
}
