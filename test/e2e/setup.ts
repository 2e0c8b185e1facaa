import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureGolden } from "../../lab/golden.ts";
import { destroyLab, startLab } from "../../lab/lab.ts";
import { describeLab } from "../../lab/names.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";

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
    const { shared, logs } = describeLab(environment);
    await Promise.all([
        ensureToolchain({ log }),
        ensureGolden({ home: shared, log, logFile: join(logs, "golden.log") }),
    ]);
    await startLab(environment, { sites: 2, log });
    project.provide("environment", environment);
}

/** Gives everything back, also after failed tests. */
export async function teardown(): Promise<void> {
    await destroyLab(environment);
}
