import { UserError } from "../../plan/user-error.ts";
import { explainFailures } from "../causes.ts";
import type { OpenBackend } from "../environment.ts";
import { callPulumi } from "../pulumi.ts";
import { failureText } from "../session.ts";
import type { SecretsStack, Vault } from "./make.ts";

/** Values as `pulumi config --json` prints them. */
type PrintedConfig = Readonly<Record<string, { readonly value?: string }>>;

/** Settings in the stacks' own files, encrypted by Pulumi. Values go there and back through pipes only. */
export class PulumiVault implements Vault {
    /** Loaded when it is first needed: who lacks nothing needs neither toolchain nor login. */
    readonly #open: () => Promise<OpenBackend>;
    #backend: Promise<OpenBackend> | null = null;
    readonly #made = new Set<string>();

    constructor(open: () => Promise<OpenBackend>) {
        this.#open = open;
    }

    async read(stack: SecretsStack, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
        if (!(await this.#isThere(stack))) {
            const held = keys.filter((key) => stack.keys.has(key));
            if (held.length === 0) return new Map();
            if (!stack.chosen) throw new UserError(notThere(stack.stack, held));
            await this.#ensure(stack);
        }
        const text = await this.#call(stack, ["config", "--show-secrets", "--json", "--stack", stack.stack]);
        const config = JSON.parse(text) as PrintedConfig;
        const values = keys.map((key) => [key, config[key]?.value ?? ""] as const);
        return new Map(values.filter(([, value]) => value !== ""));
    }

    async write(stack: SecretsStack, key: string, value: string): Promise<void> {
        await this.#ensure(stack);
        await this.#call(stack, ["config", "set", "--secret", key, "--stack", stack.stack], value);
    }

    async #ensure(stack: SecretsStack): Promise<void> {
        if (await this.#isThere(stack)) return;
        await this.#call(stack, ["stack", "init", stack.stack, "--no-select"]);
        this.#made.add(stack.stack);
    }

    async #isThere({ stack }: SecretsStack): Promise<boolean> {
        return this.#made.has(stack) || (await this.#opened()).stacks.has(stack);
    }

    /** What is under way is never ended: half a file would be worse than a moment's wait. */
    async #call({ stack, site, chosen }: SecretsStack, args: readonly string[], input?: string): Promise<string> {
        const { pulumi } = await this.#opened();
        try {
            return await callPulumi(pulumi, args, input === undefined ? {} : { input });
        } catch (error) {
            const cause = explainFailures([{ resource: null, message: failureText(error) }], site);
            throw new UserError(`stack ${stack}: ${cause}${chosen ? "" : byHand}`);
        }
    }

    #opened(): Promise<OpenBackend> {
        this.#backend ??= this.#open();
        return this.#backend;
    }
}

const byHand =
    " It was asked since a chosen stack needs the same as it. If you may not read it, let its owner tell you the values, and " +
    "set them with `pulumi config set --secret`.";

function notThere(stack: string, keys: readonly string[]): string {
    return (
        `stack ${stack}: its file has ${keys.join(", ")}, which another stack needs, too; but the backend hasn't this stack, ` +
        "so nobody can read them. Nothing was changed. Log in to the backend that has it, or name it with --site, too."
    );
}
