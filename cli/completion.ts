import { Argument, Command } from "commander";
import { listEnvironments, readEnvironment } from "../plan/environment.ts";
import { type Choices, candidates } from "./completion/candidates.ts";
import { type Shell, scripts } from "./completion/scripts.ts";
import { stacksFolder } from "./stack-files.ts";

/** `k-one completion`: prints a shell's script. */
export function completionCommand(): Command {
    return new Command("completion")
        .description("Print a script that completes commands, options, environments and sites in a shell.")
        .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(scripts)))
        .action((shell: Shell) => void process.stdout.write(scripts[shell]));
}

/** `k-one __complete`, which the scripts ask: a word a line, each with a tab and what it means. */
export function completeCommand(program: () => Command): Command {
    return new Command("__complete")
        .description("Print what may come next on a command line.")
        .argument("[words...]", "what is typed so far, after --")
        .action((words: string[]) => {
            const found = candidates(program(), words, choicesIn(stacksFolder));
            process.stdout.write(found.map(({ word, description }) => `${word}\t${description}\n`).join(""));
        });
}

/** Environments and sites that have a stack file in a folder. */
export function choicesIn(folder: string): Choices {
    const environments = () => listEnvironments(folder);
    return {
        environments,
        sites: (environment) =>
            environments().includes(environment)
                ? readEnvironment(folder, environment).flatMap(({ owner }) => (owner === "tower" ? [] : owner))
                : [],
    };
}
