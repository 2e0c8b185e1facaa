import { destroyLab } from "../../lab/lab.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";

/** Environment whose machines are bare; nothing of a region is in it. */
export const environment = "labboot";

/** Gets the toolchain, and takes away what a killed run has left; the test starts the machines itself. */
export async function setup(): Promise<void> {
    await ensureToolchain({ log: (line) => void process.stderr.write(`${line}\n`) });
    await destroyLab(environment);
}

/** Leaves nothing behind. */
export async function teardown(): Promise<void> {
    await destroyLab(environment);
}
