import { join } from "node:path";
import { Command } from "commander";
import { type StartOptions, startTasks } from "../lab/lab.ts";
import { projectFolder } from "../lab/names.ts";
import { commandInside, runInside } from "./inside-lab.ts";
import { showSteps } from "./steps.ts";

const environment = "lab";

/** `k-one start`: from a fresh machine to packets over net3. */
export function startCommand(): Command {
    return new Command("start")
        .description("From nothing to packets over net3: toolchain, lab, up and verify, all on this computer.")
        .option(
            "--driver <driver>",
            "how a new lab's shared network is realised: mesh, or tricircle, the original way (default: mesh)",
        )
        .action(start);
}

async function start({ driver }: Pick<StartOptions, "driver">): Promise<void> {
    await showSteps(startTasks(environment, { driver }), "To go on: npm start. To undo: npx k-one lab destroy.");
    for (const words of [
        ["up", environment, "--yes"],
        ["verify", environment],
    ]) {
        const command = join(projectFolder, "cli", "k-one.mjs");
        const code = await runInside(commandInside(environment, [process.execPath, command, ...words]), {});
        if (code !== 0) {
            process.exitCode = code;
            return;
        }
    }
}
