import { ensureToolchain } from "../../toolchain/toolchain.ts";

/** Gets the toolchain before the tests that need nothing else: the first build takes minutes, more than a test may. */
export async function setup(): Promise<void> {
    await ensureToolchain({ log: (line) => void process.stderr.write(`${line}\n`) });
}
