import type { TestProject } from "vitest/node";
import { destroyLab, startLab } from "../../lab/lab.ts";

declare module "vitest" {
    export interface ProvidedContext {
        /** Name of the lab that the end-to-end tests have for themselves. */
        readonly environment: string;
    }
}

const environment = "labtest";

/** Gets what the end-to-end tests stand on; the same code as `npm start` runs, so it is tested too. */
export async function setup(project: TestProject): Promise<void> {
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    await startLab(environment, { sites: 2, log });
    project.provide("environment", environment);
}

/** Gives everything back, also after failed tests. */
export async function teardown(): Promise<void> {
    await destroyLab(environment);
}
