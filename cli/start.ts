import { join } from "node:path";
import { Command } from "commander";
import type { ListrTask } from "listr2";
import { assertRoot } from "../lab/computer.ts";
import { ensureGolden } from "../lab/golden.ts";
import { startTasks } from "../lab/lab.ts";
import { describeLab, projectFolder } from "../lab/names.ts";
import { ensureToolchain } from "../toolchain/toolchain.ts";
import { commandInside, runInside } from "./inside-lab.ts";
import { showSteps } from "./steps.ts";

const environment = "lab";

/** `k-one start`: from a fresh machine to packets over net3. */
export function startCommand(): Command {
    return new Command("start")
        .description("From nothing to packets over net3: toolchain, lab, up and verify, all on this computer.")
        .action(start);
}

async function start(): Promise<void> {
    await showSteps(steps(), "To go on: npm start. To undo: npx k-one lab destroy.");
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

/** The toolchain takes the processor and the root file system the network, so they are made side by side. */
function steps(): ListrTask[] {
    const lab = describeLab(environment);
    return [
        { title: "Check this computer", task: () => assertRoot() },
        {
            title: "Get what all else stands on",
            task: (_, task) =>
                task.newListr(
                    [
                        {
                            title: "Pulumi with its plugins (log: .k-one/toolchain/build.log)",
                            task: async (_, sub) =>
                                void (await ensureToolchain({ log: (line) => (sub.output = line) })),
                        },
                        {
                            title: "Root file system of the lab's machines (log: .k-one/lab/logs/golden.log)",
                            task: async (_, sub) =>
                                void (await ensureGolden({
                                    home: lab.shared,
                                    log: (line) => (sub.output = line),
                                    logFile: join(lab.logs, "golden.log"),
                                })),
                        },
                    ],
                    { concurrent: true, exitOnError: false },
                ),
        },
        ...startTasks(environment),
    ];
}
