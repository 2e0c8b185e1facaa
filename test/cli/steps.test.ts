import { execa } from "execa";
import { expect, test } from "vitest";

/** Steps in a process of their own, since Ctrl-C ends the whole process. */
const program = (task: string) => `
import { showSteps } from "./cli/steps.ts";
await showSteps([{ title: "A step", task: ${task} }], "To go on: again.");
process.stdout.write("went on\\n");
`;
const start = (task: string) =>
    execa("node", ["--import", "tsx", "--input-type=module", "-e", program(task)], { reject: false });

test("shows each step with its time", async () => {
    const { stdout, exitCode } = await start("() => undefined");
    expect(stdout).toMatch(/A step/);
    expect(stdout).toMatch(/went on/);
    expect(exitCode).toBe(0);
});

test("hands a step's error on", async () => {
    const { stdout, stderr, exitCode } = await start('() => { throw new Error("no space"); }');
    expect(exitCode).toBe(1);
    expect(stderr).toContain("no space");
    expect(stdout).not.toContain("went on");
});

test("says at Ctrl-C how to go on", async () => {
    const child = start('() => new Promise(() => setInterval(() => process.stdout.write("working\\\\n"), 20))');
    child.stdout.on("data", (data) => {
        if (String(data).includes("working")) child.kill("SIGINT");
    });
    const { stderr, exitCode } = await child;
    expect(stderr).toContain("Interrupted. To go on: again.");
    expect(exitCode).toBe(130);
});
