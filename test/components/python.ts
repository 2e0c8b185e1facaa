import { join } from "node:path";
import { execaSync } from "execa";

/** Whether this computer has what every K-Box has; the tests against a lab cover the programs too. */
export const hasPython = execaSync("python3", ["--version"], { reject: false }).exitCode === 0;

/**
 * Runs pieces of Python beside a component's modules; `given` is a piece's JSON input, what it prints as JSON the result.
 * @param folder Folder in `components/`, such as `vtep`.
 */
export function pythonIn(folder: string, variables: Readonly<Record<string, string>> = {}) {
    const path = join(import.meta.dirname, "../../components", folder);
    const env = { PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: "1", ...variables };
    const prelude = "import json, sys\ngiven = json.load(sys.stdin)\n";
    return <T>(code: string, given: unknown): T => {
        const { stdout } = execaSync("python3", ["-c", prelude + code], { env, input: JSON.stringify(given) });
        return JSON.parse(stdout) as T;
    };
}
