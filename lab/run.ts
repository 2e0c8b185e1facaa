import { execa } from "execa";

/** Runs a program of the host and returns what it prints; throws with what it complained about when it fails. */
export async function run(argv: readonly string[], options: { readonly cwd?: string; readonly input?: string } = {}) {
    const [file = "", ...rest] = argv;
    const result = await execa(file, rest, {
        ...options,
        reject: false,
        stdin: options.input === undefined ? "ignore" : "pipe",
    });
    if (!result.failed) return result.stdout;
    const complaint = result.stderr || result.stdout || result.shortMessage || "";
    throw new Error(`\`${argv.join(" ")}\`: ${complaint.trim()}`);
}
