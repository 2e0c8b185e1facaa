import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { program } from "../../cli/main.ts";
import { kOne } from "../e2e/k-one.ts";

/** What the shells' completion asks is for nobody else. */
const shown = program().createHelp().visibleCommands(program());

interface Spoken {
    /** Such as `k-one lab start`. */
    readonly words: string;
    readonly command: Command;
}

function walk(command: Command, words = command.name()): readonly Spoken[] {
    const inner = command.commands.flatMap((child) => walk(child, `${words} ${child.name()}`));
    return [{ words, command }, ...inner];
}

const all = walk(program());
const leaves = all.filter(({ command }) => command.commands.length === 0);

/** What these say is for people alone: they open something, or show steps while they go on. */
const withoutJson = [
    "k-one completion",
    "k-one __complete",
    "k-one ssh",
    "k-one start",
    "k-one report comment",
    "k-one report drift",
    "k-one lab start",
    "k-one lab stop",
    "k-one lab destroy",
    "k-one lab ssh",
    "k-one lab shell",
];

describe("every command", () => {
    test.each(all)("$words says what it does, what it takes and what each option is", ({ command }) => {
        const said = [command, ...command.registeredArguments, ...command.options];
        expect(said.filter(({ description }) => description === "")).toEqual([]);
        expect(command.description()).toMatch(/^[A-Z].*\.$/s);
    });

    test.each(leaves)("$words has --json, or nothing for a program to read", ({ words, command }) => {
        const has = command.options.some(({ long }) => long === "--json");
        expect(has).toBe(!withoutJson.includes(words));
    });

    test.each(leaves)("$words names its environment and sites as the others do", ({ command }) => {
        const names = command.registeredArguments.map((argument) => argument.name());
        expect(names.includes("environment") ? names.indexOf("environment") : 0).toBe(0);
        expect(command.options.find(({ long }) => long === "--site")?.flags ?? "-s, --site <sites>").toBe(
            "-s, --site <sites>",
        );
    });
});

describe("a slip on the command line", () => {
    test.each([
        [["upp"], "Did you mean up?", "k-one --help"],
        [["lab", "strt"], "Did you mean start?", "k-one lab --help"],
        [["up", "lab", "--prallel", "2"], "Did you mean --parallel?", "k-one up --help"],
        [["preview"], "missing required argument 'environment'", "k-one preview --help"],
    ])("%j: exit code 1, what was meant, and where it is written", async (words, guess, help) => {
        const { exitCode, stdout, stderr } = await kOne(words);
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
        expect(stderr).toContain(guess);
        expect(stderr).toContain(help);
    });
});

describe("k-one --help", () => {
    test("lists the commands under headings, and the exit codes", async () => {
        const { exitCode, stdout } = await kOne(["--help"]);
        expect(exitCode).toBe(0);
        for (const command of shown) {
            expect(stdout).toContain(`\n  ${command.name()} `);
        }
        for (const heading of ["Look and prove:", "Change:", "This computer:"]) expect(stdout).toContain(heading);
        expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /);
    });
});

describe("plain text", () => {
    test.each([["--help"], ["upp"], ["toolchain"], ["lab status --environment labnobody"], ["up nowhere"]])(
        "k-one %s writes no escape sequence into a pipe, even when colours are asked for elsewhere",
        async (line) => {
            for (const env of [{ NO_COLOR: "1" }, { NO_COLOR: "", TERM: "xterm-256color" }]) {
                const { stdout, stderr } = await kOne(line.split(" "), env);
                expect(stdout + stderr).not.toBe("");
                expect(stdout + stderr).not.toContain("\u001b");
            }
        },
    );
});
