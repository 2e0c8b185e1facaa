import { expect, test } from "vitest";
import { openEar } from "../../../cli/verify/ear.ts";
import type { RunOptions, Shell, ShellResult } from "../../../cli/verify/shell.ts";
import { echo } from "./fakes.ts";

/** A K-Box whose listening says what it is told to, and ends with a word on its errors. */
function listening() {
    let options: RunOptions = {};
    let end: (errors: string) => void = () => undefined;
    const ended = new Promise<ShellResult>((resolve) => {
        end = (errors) => resolve({ code: 1, output: Buffer.alloc(0), errors });
    });
    const shell: Shell = {
        run: (_, given = {}) => {
            options = given;
            return ended;
        },
    };
    return { shell, say: (text: string) => options.onOutput?.(text), end: (errors: string) => end(errors) };
}

test("is open as soon as the K-Box listens, and tells what it heard, whole lines only", async () => {
    const { shell, say } = listening();
    const opening = openEar(shell);
    say("ready\nvx70003 echo 10.30.0.20 10.30.0.36 40\nvx70003 ec");
    const ear = await opening;
    expect(ear.heard({ size: 40 })).toEqual([echo("10.30.0.20", "10.30.0.36", 40)]);
    expect(ear.heard({ size: 41 })).toEqual([]);
    say("ho 10.30.0.20 10.30.0.36 41\n");
    expect(ear.heard({ device: "vx70003", kind: "echo" })).toHaveLength(2);
});

test("waits for a frame that is still to come, but not for ever", async () => {
    const { shell, say } = listening();
    const opening = openEar(shell);
    say("ready\n");
    const ear = await opening;
    const waiting = ear.hears({ from: "10.30.0.20" });
    say("vx70003 echo 10.30.0.20 10.30.0.36 40\n");
    expect(await waiting).toBe(true);
    expect(await ear.hears({ from: "10.30.0.99" }, 0.1)).toBe(false);
});

test("says why a K-Box can't listen", async () => {
    const { shell, end } = listening();
    const opening = openEar(shell);
    end("Traceback …\nPermissionError: Operation not permitted\n");
    await expect(opening).rejects.toThrow("it can't listen on the wire: PermissionError: Operation not permitted");
});
