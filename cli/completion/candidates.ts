import type { Argument, Command, Option } from "commander";

/** What there is in the project to choose from. */
export interface Choices {
    environments(): readonly string[];
    /** Sites of an environment, without the tower; none when there is no such environment. */
    sites(environment: string): readonly string[];
}

/** A word that may come next. */
export interface Candidate {
    readonly word: string;
    /** What it means; may be empty. */
    readonly description: string;
}

/** Where the cursor is: the command that was typed so far, its arguments, and the option that waits for its value. */
interface Place {
    readonly command: Command;
    readonly args: readonly string[];
    readonly open: Option | null;
    /** Whether `--` was typed: what follows is nobody's option. */
    readonly passed: boolean;
}

/**
 * Words that may stand at the cursor.
 * @param words What is typed after `k-one`; the last one is still being typed, and may be empty.
 */
export function candidates(program: Command, words: readonly string[], choices: Choices): readonly Candidate[] {
    const current = words.at(-1) ?? "";
    const place = words.slice(0, -1).reduce(step, { command: program, args: [], open: null, passed: false });
    return allAt(place, current, choices).filter(({ word }) => word.startsWith(current));
}

function step({ command, args, open, passed }: Place, word: string): Place {
    if (passed) return { command, args: [...args, word], open: null, passed };
    if (open !== null) return { command, args, open: null, passed };
    if (word === "--") return { command, args, open, passed: true };
    if (word.startsWith("-")) return { command, args, open: waiting(command, word), passed };
    const inner = args.length === 0 ? command.commands.find((child) => child.name() === word) : undefined;
    return inner === undefined ? { command, args: [...args, word], open, passed } : { ...fresh, command: inner };
}

const fresh = { args: [], open: null, passed: false } as const;

function waiting({ options }: Command, word: string): Option | null {
    return (
        options.find(
            (option) => (option.long === word || option.short === word) && (option.required || option.optional),
        ) ?? null
    );
}

function allAt({ command, args, open, passed }: Place, current: string, choices: Choices): readonly Candidate[] {
    if (open !== null) return valuesOf(open, args[0] ?? "", current, choices);
    if (!passed && current.startsWith("-")) return optionsOf(command);
    const commands = args.length === 0 ? command.createHelp().visibleCommands(command) : [];
    if (commands.length > 0) {
        return commands.map((child) => ({ word: child.name(), description: child.description() }));
    }
    const argument = command.registeredArguments[args.length];
    return argument === undefined ? [] : plain(argumentsOf(argument, command, args, choices));
}

function optionsOf(command: Command): readonly Candidate[] {
    const visible = command.createHelp().visibleOptions(command);
    return visible.map(({ long, short, description }) => ({ word: long ?? short ?? "", description }));
}

/** Sites are listed with commas; each but the last is typed already. */
function valuesOf(option: Option, environment: string, current: string, choices: Choices): readonly Candidate[] {
    if (option.argChoices !== undefined) return plain(option.argChoices);
    if (option.long === "--environment") return plain(choices.environments());
    if (option.long !== "--site") return [];
    const typed = current.split(",").slice(0, -1);
    const rest = ["tower", ...choices.sites(environment)].filter((site) => !typed.includes(site));
    return plain(rest.map((site) => [...typed, site].join(",")));
}

function argumentsOf(
    argument: Argument,
    command: Command,
    args: readonly string[],
    choices: Choices,
): readonly string[] {
    if (argument.name() === "environment") return choices.environments();
    if (argument.name() === "site") return choices.sites(args[0] ?? String(command.opts().environment ?? ""));
    return argument.argChoices ?? [];
}

function plain(words: readonly string[]): readonly Candidate[] {
    return words.map((word) => ({ word, description: "" }));
}
