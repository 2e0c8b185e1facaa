import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { execa } from "execa";
import { afterAll, describe, expect, test, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import { program } from "../../cli/main.ts";
import { savedPlanOf, writeSavedPlan } from "../../cli/preview/saved-plan.ts";
import { previewed, step } from "../cli/preview/stacks.ts";
import { linesRun, type Step, stepOf, textOf, workflows } from "./pipelines.ts";

const scratch = mkdtempSync(join(tmpdir(), "k-one-ci-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const files = [...workflows().keys()].map((name) => `.github/workflows/${name}.yml`);
const steps = [...workflows()].flatMap(([name, { jobs }]) =>
    Object.entries(jobs).flatMap(([job, one]) => one.steps.map((each) => ({ place: `${name}.${job}`, step: each }))),
);

describe("GitHub's workflows", () => {
    test.each([...files, ".github/actions/toolchain/action.yml"])("%s pins every action by its commit", (file) => {
        const uses = [...textOf(file).matchAll(/uses: (.*)/g)].map(([, text = ""]) => text);
        expect(uses.length).toBeGreaterThan(0);
        for (const text of uses)
            expect(text).toMatch(/^(\.\/\.github\/actions\/toolchain|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    });

    test("may write what they must, and nothing else", () => {
        const writing = [...workflows()].flatMap(([name, { permissions, jobs }]) => {
            expect(permissions).toEqual({});
            return Object.entries(jobs).flatMap(([job, one]) =>
                Object.entries(one.permissions).flatMap(([what, how]) =>
                    how === "read" ? [] : `${name}.${job}: ${what} ${how}`,
                ),
            );
        });
        expect(writing).toEqual(["drift.drift: issues write", "preview.preview: pull-requests write"]);
    });

    test("give secrets to jobs of an environment alone, and leave no token behind a checkout", () => {
        for (const { jobs } of workflows().values()) {
            for (const { environment } of Object.values(jobs)) expect(environment).toMatch(/^kone-/);
        }
        const checkouts = steps.filter(({ step: { uses } }) => uses?.startsWith("actions/checkout@"));
        expect(checkouts.length).toBeGreaterThan(3);
        for (const { step: one, place } of checkouts) expect(one.with?.["persist-credentials"], place).toBe(false);
    });

    test("run nothing that somebody else has written, nor for a fork with our rights", () => {
        for (const { step: one, place } of steps) expect(one.run ?? "", place).not.toContain("${{");
        for (const { on } of workflows().values()) {
            expect(Object.keys(on)).not.toContain("pull_request_target");
            expect(Object.keys(on)).not.toContain("workflow_run");
        }
    });
});

/** The command that words call, and the options among them that it doesn't have. */
function unknownOptions(words: readonly string[]): readonly string[] {
    let command: Command = program();
    for (const word of words) {
        const inner = command.commands.find((child) => child.name() === word);
        if (inner === undefined) break;
        command = inner;
    }
    if (command.commands.length > 0) return [`${command.name()} needs one of its commands`];
    const given = words.filter((word) => word.startsWith("-") && word !== "--json");
    return given.filter((word) => !command.options.some(({ long, short }) => long === word || short === word));
}

describe("what any of the CI systems runs", () => {
    const calls = linesRun().flatMap((line) =>
        [...line.matchAll(/npx k-one ([^;|>]+)/g)].map(([, words = ""]) => words.trim()),
    );

    test("is there for each of them", () => expect(calls.length).toBeGreaterThan(12));

    test.each(calls)("k-one has what it is called with: %s", (call) =>
        expect(unknownOptions(call.split(/\s+/))).toEqual([]),
    );

    test("a call that k-one doesn't have would be found", () => {
        expect(unknownOptions(["preview", "kone", "--markdwn"])).toEqual(["--markdwn"]);
        expect(unknownOptions(["reprot", "comment"])).not.toEqual([]);
    });

    test.each([".gitlab-ci.yml", ".zuul.yaml", "zuul/preview.yaml", "zuul/post.yaml"])(
        "%s is YAML without a mistake",
        (file) => {
            const documents = parseAllDocuments(textOf(file));
            expect([...documents].flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
        },
    );
});

/** Runs a step's own text as GitHub does, with another `npx` in PATH. */
async function run({ run: text = "" }: Step, env: Readonly<Record<string, string>>, npx = "exit 0") {
    const bin = join(scratch, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "npx"), `#!/bin/sh\n${npx}\n`);
    chmodSync(join(bin, "npx"), 0o755);
    const path = { PATH: `${bin}:${process.env.PATH}` };
    const shell = ["--noprofile", "--norc", "-eo", "pipefail", "-c", text];
    return execa("bash", shell, { cwd: scratch, reject: false, env: { ENVIRONMENT: "kone", ...path, ...env } });
}

describe("the text of a step", () => {
    const clouds = { CLOUDS_YAML: "clouds: {}", OS_CLIENT_CONFIG_FILE: join(scratch, "clouds.yaml") };

    test("up.yml finds the stacks that have something to do", async () => {
        const stacks = [
            previewed(null, { steps: [step("a")] }),
            previewed("gist"),
            previewed("korea", { steps: [step("b")] }),
        ];
        writeSavedPlan(join(scratch, "plan.json"), savedPlanOf("kone", stacks));
        const output = join(scratch, "output");
        const { exitCode, stderr } = await run(stepOf("up", "preview", "Stacks that have something to do"), {
            GITHUB_OUTPUT: output,
        });
        expect(exitCode, stderr).toBe(0);
        expect(readFileSync(output, "utf8")).toBe('stacks=["tower","korea"]\n');
    });

    test("up.yml brings up one stack as it was reviewed, with a clouds.yaml that nobody else reads", async () => {
        const { stdout } = await run(stepOf("up", "site", "Up"), { ...clouds, STACK: "gist" }, 'echo "$@"');
        expect(stdout).toBe("k-one up kone --site gist --plan plan.json --yes");
        expect(statSync(clouds.OS_CLIENT_CONFIG_FILE).mode & 0o777).toBe(0o600);
        expect(readFileSync(clouds.OS_CLIENT_CONFIG_FILE, "utf8")).toBe("clouds: {}\n");
    });

    test.each([
        [0, 0],
        [2, 0],
        [1, 1],
    ])("drift.yml takes drift for no error, and an error for one: %i", async (code, expected) => {
        const { exitCode } = await run(stepOf("drift", "drift", "Drift"), clouds, `echo '{}'; exit ${code}`);
        expect(exitCode).toBe(expected);
        expect(readFileSync(join(scratch, "drift.json"), "utf8")).toBe("{}\n");
    });

    test("up.yml gives an SSH agent the keys, and ends it", async () => {
        const key = join(scratch, "key");
        await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "a key of this test", "-f", key]);
        const keys = { GUEST_KEY: readFileSync(key, "utf8").trim(), KBOX_KEY: readFileSync(key, "utf8").trim() };
        const { stdout, exitCode, stderr } = await run(
            stepOf("up", "verify", "Verify"),
            { ...clouds, ...keys },
            'ssh-add -l; echo "$SSH_AGENT_PID"',
        );
        expect(exitCode, stderr).toBe(0);
        expect(stdout).toContain("a key of this test");
        const agent = `/proc/${stdout.split("\n").at(-1)}/cmdline`;
        await vi.waitFor(() => expect(existsSync(agent) ? readFileSync(agent, "utf8") : "").toBe(""), 10_000);
    });
});
