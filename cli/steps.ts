import { Listr, type ListrTask, PRESET_TIMER } from "listr2";

/**
 * Shows steps while they run: what each one is doing and for how long.
 * @param hint What to say at Ctrl-C: how to go on, and how to undo.
 */
export async function showSteps(tasks: readonly ListrTask[], hint: string): Promise<void> {
    const timer = { timer: PRESET_TIMER };
    const list = new Listr([...tasks], {
        registerSignalListeners: false,
        rendererOptions: { ...timer, collapseSubtasks: false, showErrorMessage: false },
        fallbackRendererOptions: timer,
    });
    const stop = (): never => {
        process.stderr.write(`\nInterrupted. ${hint}\n`);
        process.exit(130);
    };
    process.once("SIGINT", stop);
    try {
        await list.run();
    } finally {
        process.off("SIGINT", stop);
    }
}
