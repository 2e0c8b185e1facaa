import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { SecretsStack } from "../../../cli/secrets/make.ts";
import { PulumiVault } from "../../../cli/secrets/vault.ts";
import { type PulumiStandIn, pulumiStandIn } from "../pulumi-stand-in.ts";

let cli: PulumiStandIn | null = null;

afterEach(() => {
    cli?.remove();
    cli = null;
});

const gist: SecretsStack = { stack: "lab-gist", site: null, keys: new Set(), chosen: true };
const config = `'{"k-one:adminPassword": {"value": "hush", "secret": true}, "k-one:kBoxKey": {"value": "key", "secret": true}}'`;
const printing = `"config --show-secrets") echo ${config} ;;`;

function open(script: string, stacks?: readonly string[]) {
    cli = pulumiStandIn(script, stacks);
    const { environment, calls } = cli;
    return { vault: new PulumiVault(async () => environment), calls, program: environment.pulumi.pulumi };
}

describe("PulumiVault", () => {
    test("reads the asked values of a stack, and those alone", async () => {
        const { vault } = open(printing);
        const values = await vault.read(gist, ["k-one:adminPassword", "k-one:rabbitPassword"]);
        expect([...values]).toEqual([["k-one:adminPassword", "hush"]]);
    });

    test("hands a value over on standard input, never on a command line", async () => {
        const { vault, calls, program } = open(`"config set") cat > "$0.value" ;;`);
        await vault.write(gist, "k-one:adminPassword", "hush");
        expect(readFileSync(`${program}.value`, "utf8")).toBe("hush");
        expect(calls()).toEqual(["config set --secret k-one:adminPassword --stack lab-gist --non-interactive []"]);
    });

    test("makes a stack that the backend hasn't, once", async () => {
        const { vault, calls } = open("", []);
        expect(await vault.read(gist, ["k-one:adminPassword"])).toEqual(new Map());
        expect(calls()).toEqual([]);
        await vault.write(gist, "k-one:adminPassword", "hush");
        await vault.write(gist, "k-one:rabbitPassword", "hush");
        expect(calls().filter((call) => call.startsWith("stack init"))).toEqual([
            "stack init lab-gist --no-select --non-interactive []",
        ]);
    });

    test("makes it before it reads what its file holds, with the salt that stands there", async () => {
        const { vault, calls } = open(printing, []);
        const values = await vault.read({ ...gist, keys: new Set(["k-one:adminPassword"]) }, ["k-one:adminPassword"]);
        expect(values.get("k-one:adminPassword")).toBe("hush");
        expect(calls()[0]).toMatch(/^stack init lab-gist/);
    });

    test("leaves a stack alone that wasn't chosen, and says why it must be read", async () => {
        const { vault, calls } = open(printing, []);
        const other = { ...gist, keys: new Set(["k-one:adminPassword"]), chosen: false };
        await expect(vault.read(other, ["k-one:adminPassword"])).rejects.toThrow(
            /lab-gist: its file has k-one:adminPassword.*name it with --site/,
        );
        expect(calls()).toEqual([]);
        expect(await vault.read(other, ["k-one:rabbitPassword"])).toEqual(new Map());
    });

    test("says in a sentence why Pulumi couldn't", async () => {
        const { vault } = open(`"config set") echo "error: passphrase must be set with X" >&2; exit 255 ;;`);
        await expect(vault.write(gist, "k-one:adminPassword", "hush")).rejects.toMatchObject({
            name: "UserError",
            message: expect.stringMatching(/^stack lab-gist: the stack's passphrase is missing or wrong/),
        });
    });

    test("says how to go on without a stack that somebody else's passphrase opens", async () => {
        const { vault } = open(`"config --show-secrets") echo "error: incorrect passphrase" >&2; exit 255 ;;`);
        const read = (chosen: boolean) => vault.read({ ...gist, chosen }, ["k-one:adminPassword"]);
        await expect(read(false)).rejects.toThrow(/passphrase is missing or wrong.*let its owner tell you/);
        await expect(read(true)).rejects.not.toThrow(/owner/);
    });
});
