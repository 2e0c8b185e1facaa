import { Command } from "commander";
import { toolchainStatus } from "../toolchain/toolchain.ts";
import { exitCodes } from "./exit-codes.ts";
import { printOutcome } from "./outcome.ts";

/** Outcome of `k-one toolchain --json`: fields are only ever added. */
export interface ToolchainReport {
    /** Whether every part is there. */
    readonly complete: boolean;
    /** One line for each part: what is used and why, or what is missing. */
    readonly lines: readonly string[];
}

/** `k-one toolchain`: which Pulumi and plugins are used, and why. Changes nothing; exits with 1 when a part is missing. */
export function toolchainCommand(): Command {
    return new Command("toolchain")
        .description("Show which Pulumi and which plugins are used, and why.")
        .option("--json", "print JSON", false)
        .action(async ({ json }: { json: boolean }) => {
            const { lines, toolchain } = await toolchainStatus();
            const report: ToolchainReport = { complete: toolchain !== null, lines };
            printOutcome(report, json, () => lines.join("\n"));
            if (!report.complete) process.exitCode = exitCodes.error;
        });
}
