import { Command } from "commander";
import { toolchainStatus } from "../toolchain/toolchain.ts";

/** `k-one toolchain`: which Pulumi and plugins are used, and why. Changes nothing; exits with 1 when a part is missing. */
export function toolchainCommand(): Command {
    return new Command("toolchain")
        .description("Show which Pulumi and which plugins are used, and why.")
        .action(async () => {
            const { lines, toolchain } = await toolchainStatus();
            process.stdout.write(`${lines.join("\n")}\n`);
            if (toolchain === null) process.exitCode = 1;
        });
}
