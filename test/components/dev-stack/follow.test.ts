import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { hasPython, pythonIn } from "../python.ts";
import { devStackSecrets } from "../sample-dev-stack.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-devstack-"));
const home = join(folder, "home");
const state = join(folder, "state");
const python = pythonIn("dev-stack", { K_ONE_DEVSTACK_STATE: state, K_ONE_DEVSTACK_HOME: home });
afterAll(() => rmSync(folder, { recursive: true }));

const judged = (running: object) =>
    python<string>(
        `
from devstack_follow import judge
from devstack_state import Failure
try:
    judge(given)
    print(json.dumps("well"))
except Failure as failure:
    print(json.dumps(str(failure)))
`,
        running,
    );

const log = [
    "2026-11-22 16:44:23.303 | + lib/nova:install_nova:12                :   git_clone nova",
    "2026-11-22 16:44:23.303 | + functions-common:git_clone:644          :   timeout 0 git clone adm/Secret+1 ok",
    "2026-11-22 16:44:23.303 | fatal: No space left on device",
    "2026-11-22 16:44:24.000 | + functions-common:git_clone:1            :   exit_trap",
    "2026-11-22 16:44:24.000 | + ./stack.sh:exit_trap:558                :   local r=1",
    "2026-11-22 16:44:24.000 | Error on exit",
].join("\n");

describe.skipIf(!hasPython)("how a job of DevStack ended", () => {
    beforeEach(() => {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(state, { recursive: true });
        mkdirSync(join(home, "logs"), { recursive: true });
        writeFileSync(join(state, "secrets.json"), JSON.stringify(devStackSecrets));
        writeFileSync(join(state, "phases"), "2026-11-22 16:44:00.000 | Installing Nova\n");
        writeFileSync(join(home, "logs/stack.sh.log"), log);
    });

    const result = (code: number, run = "1") =>
        writeFileSync(
            join(state, "result.json"),
            JSON.stringify({ run, job: "stack", code, failure: "stack.sh ended with exit code 1" }),
        );

    test("well", () => {
        result(0);
        expect(judged({ run: "1", job: "stack" })).toBe("well");
    });

    test("not well: the last phase, the failing command, the log's place and its end, without a secret", () => {
        result(1);
        const text = judged({ run: "1", job: "stack" });
        expect(text).toContain("DevStack failed: stack.sh ended with exit code 1.\nLast phase: Installing Nova\n");
        expect(text).toContain("Failing command: + functions-common:git_clone:644 : timeout 0 git clone [secret]\n");
        expect(text).toContain("The disk is full");
        expect(text).toContain(join(home, "logs/stack.sh.log"));
        expect(text).not.toContain("Secret+1");
    });

    test("is told by its phases alone, not by the commands that it traces before its log is there", () => {
        const phases = [
            "Installing Nova",
            "+ lib/nova:install_nova:12   :   git_clone nova",
            "++ lsb_release -r -s",
            "",
        ];
        writeFileSync(join(state, "phases"), phases.map((line) => `${line}\n`).join(""));
        const code = "from devstack_follow import last_phase\nprint(json.dumps(last_phase()))";
        expect(python<string>(code, {})).toBe("Installing Nova");
        const shown = `import io
from devstack_follow import Lines
out = io.StringIO()
Lines(out)(given)
print(json.dumps(out.getvalue()))`;
        expect(python<string>(shown, `2026-11-22 16:44:23.303 | ${phases.join("\n")}\n`)).toBe("Installing Nova\n");
    });

    test("by the clock, or with the machine", () => {
        result(0, "an earlier one");
        expect(judged({ run: "1", job: "stack" })).toContain("was the machine rebooted?");
        writeFileSync(join(state, "ended"), "timeout\n");
        expect(judged({ run: "1", job: "stack" })).toContain("took longer than the site's file allows");
    });

    test("can be read from a copy of the log, without a secret", () => {
        const code =
            "import io\nfrom devstack_follow import copy_log\nout = io.StringIO()\ncopy_log(out)\nprint(json.dumps(out.getvalue()))";
        const copy = python<string>(code, {});
        expect(copy).toContain("Installing Nova");
        expect(copy).toContain("git clone [secret]\n");
        expect(copy.length).toBeGreaterThan(log.length - 100);
    });

    test("and what decides whether it must be done again is what DevStack reads", () => {
        const hash = (source: object, conf: string) =>
            python<string>(
                "from devstack_state import stack_hash\nprint(json.dumps(stack_hash({'source': given[0]}, given[1])))",
                [source, conf],
            );
        expect(hash({ ref: "1" }, "a")).toBe(hash({ ref: "1" }, "a"));
        expect(new Set([hash({ ref: "1" }, "a"), hash({ ref: "2" }, "a"), hash({ ref: "1" }, "b")]).size).toBe(3);
    });
});
