import type { TestProject } from "vitest/node";
import { destroyLab, type StartOptions, startLab } from "../lab/lab.ts";

declare module "vitest" {
    export interface ProvidedContext {
        /** Name of the lab that the tests have for themselves. */
        readonly environment: string;
    }
}

/** Gets the tests a lab of their own with the code that `npm start` runs, and gives it back, also after failed tests. */
export function labSetup(environment: string, options: StartOptions) {
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    return {
        setup: async (project: TestProject): Promise<void> => {
            await startLab(environment, { ...options, log });
            project.provide("environment", environment);
        },
        teardown: () => destroyLab(environment),
    };
}
