import { remembered } from "./remembered.ts";

/** Something that a script gets from elsewhere. */
export interface Fetch {
    /** The piece of the script that gets it, such as `git clone`. */
    readonly by: string;
    /** Git's name for what it gets; `null` when none is given, which is whatever is there on that day. */
    readonly ref: string | null;
}

/**
 * What a script gets from Git and with it by pip and DevStack, and what it downloads and runs at once.
 * @param environment Values of variables that the script gets, by name; its own assignments are followed as well.
 */
export function fetchesIn(script: string, environment: Readonly<Record<string, string>> = {}): readonly Fetch[] {
    return fetchesOf(JSON.stringify([script, environment]));
}

const fetchesOf = remembered((text): readonly Fetch[] => {
    const [script, environment] = JSON.parse(text) as Parameters<typeof fetchesIn>;
    const variables = { ...environment, ...assignmentsIn(script) };
    const lines = script.replaceAll(/\\\n\s*/g, " ").split("\n");
    const commands = lines.flatMap((line) => line.split(/[;|&]+/)).map((command) => wordsOf(command, variables));
    return [
        ...gitFetches(commands),
        ...commands.flatMap(otherFetches),
        ...lines
            .filter((line) => runsDownload.test(line))
            .map(() => ({ by: "a download that is run at once", ref: null })),
    ];
});

/** Whether a ref can't move: a commit's full id, or a tag. A branch that looks like a tag can't be told from one. */
export function isPinned(ref: string): boolean {
    return /^([0-9a-f]{40}|[0-9a-f]{64}|refs\/tags\/\S+|tags\/\S+|[^\s/]*\d\.\d[^\s/]*)$/.test(ref);
}

const runsDownload =
    /\b(curl|wget)\b[^;]*\|\s*(sudo\s+(-\S+\s+)*)?(ba|da|z|k)?sh\b|\b(ba|da|z|k)?sh\b[^;]*[$<]\(\s*(curl|wget)\b|\beval\b[^;]*\$\(\s*(curl|wget)\b/;

function assignmentsIn(script: string): Readonly<Record<string, string>> {
    const found = script.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|[^\s;&|]*)/gm);
    return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, unquoted(value)]));
}

function wordsOf(command: string, variables: Readonly<Record<string, string>>): readonly string[] {
    const words = command.trim().match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
    const value = (whole: string, name: string) => variables[name] ?? whole;
    return words.map((word) => unquoted(word).replaceAll(/\$\{?([A-Za-z_]\w*)\}?/g, value));
}

function unquoted(text: string): string {
    return text.replaceAll(/["']/g, "");
}

/** A clone without a ref is settled by the checkout after it, and FETCH_HEAD by the fetch before. */
function gitFetches(commands: readonly (readonly string[])[]): readonly Fetch[] {
    const found: Fetch[] = [];
    let fetched: string | null = null;
    for (const [command, ...args] of commands.flatMap(gitCommand)) {
        const [first = null, second = null] = positional(args);
        if (command === "fetch") fetched = second;
        if (command === "clone") found.push({ by: "git clone", ref: optionOf(args, ["--branch", "-b", "--revision"]) });
        if (command === "pull") found.push({ by: "git pull", ref: second });
        if (command === undefined || !["checkout", "switch", "reset"].includes(command) || first === null) continue;
        if (isLocal(command, args)) continue;
        const open = found.findLastIndex(({ by, ref }) => by === "git clone" && ref === null);
        if (open >= 0) found.splice(open, 1);
        found.push({ by: `git ${command}`, ref: first === "FETCH_HEAD" ? fetched : first });
    }
    return found;
}

/** Git's command and its arguments, without options of Git itself; nothing for other programs. */
function gitCommand(words: readonly string[]): readonly (readonly string[])[] {
    const start = words.findIndex((word) => /(^|\/)git$/.test(word));
    if (start < 0) return [];
    const rest = words.slice(start + 1);
    while (rest[0]?.startsWith("-")) rest.splice(0, ["-C", "-c"].includes(rest[0]) ? 2 : 1);
    return rest.length === 0 ? [] : [rest];
}

/** What only looks at files, or begins a branch where the tree is. */
function isLocal(command: string, args: readonly string[]): boolean {
    return args[0] === "--" || args.includes(".") || (command !== "reset" && args.some((arg) => /^-[bBcC]$/.test(arg)));
}

function positional(args: readonly string[]): readonly string[] {
    return args.filter((arg, index) => !arg.startsWith("-") && !/^--(depth|jobs|filter)$/.test(args[index - 1] ?? ""));
}

function optionOf(args: readonly string[], names: readonly string[]): string | null {
    const joined = args.find((arg) => names.some((name) => arg.startsWith(`${name}=`)));
    if (joined !== undefined) return joined.slice(joined.indexOf("=") + 1);
    const index = args.findIndex((arg) => names.includes(arg));
    return index < 0 ? null : (args[index + 1] ?? null);
}

function otherFetches(words: readonly string[]): readonly Fetch[] {
    const [program = "", , , ref = null] = words;
    const plugin = program === "enable_plugin" ? [{ by: "enable_plugin", ref }] : [];
    return [...plugin, ...words.flatMap((word) => [...branchOf(word), ...pipSource(word)])];
}

/** DevStack's settings, such as `NOVA_BRANCH=stable/2025.1`. */
function branchOf(word: string): readonly Fetch[] {
    const [, name, ref = ""] = /^([A-Z][A-Z0-9_]*_BRANCH)=(\S+)$/.exec(word) ?? [];
    return name === undefined ? [] : [{ by: name, ref }];
}

function pipSource(word: string): readonly Fetch[] {
    const [, path] = /git\+[a-z]+:\/\/[^/]+\/([^\s#]+)/.exec(word) ?? [];
    return path === undefined ? [] : [{ by: "pip's git+", ref: path.split("@")[1] ?? null }];
}
