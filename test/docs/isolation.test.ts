import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policies } from "../../policy/index.ts";
import { attacksIn, type FileAttack, type ProgramAttack } from "../attacks/attack.ts";

const doc = readFileSync(new URL("../../docs/isolation.md", import.meta.url), "utf8");

/** Names of the attacks that a policy must stop, each in the file of that name. */
async function attacksOn(policy: string): Promise<readonly string[]> {
    const found = ["programs", "towers"].map(async (folder) =>
        [...(await attacksIn<ProgramAttack>(folder))]
            .filter(([, attack]) => attack.policy === policy)
            .map(([name]) => name),
    );
    return (await Promise.all(found)).flat().sort();
}

describe("docs/isolation.md", () => {
    test("has a line for each policy, with its attacks and Prowler's checks", async () => {
        const rows = policies.map(async ({ name, severity, prowler = [] }) => {
            const attacks = await attacksOn(name);
            return `| \`${name}\` | ${severity} | ${attacks.join(", ") || "–"} | ${prowler.join(", ") || "–"} |`;
        });
        const head = ["| policy | severity | attacks | Prowler's checks |", "| --- | --- | --- | --- |"];
        expect(doc).toContain([...head, ...(await Promise.all(rows))].join("\n"));
    });

    test("tells the truth about what only warns, and about the policy without a program", async () => {
        const low = policies.filter(({ severity }) => severity === "low").map(({ name }) => name);
        const advisory = policies.filter(({ enforcement }) => enforcement === "advisory").map(({ name }) => name);
        expect(advisory).toEqual(low);
        const untried = [];
        for (const { name } of policies) if ((await attacksOn(name)).length === 0) untried.push(name);
        expect(untried.filter((name) => !advisory.includes(name))).toEqual(["public-transport"]);
        expect((await attacksIn<FileAttack>("files")).has("plain-transport")).toBe(true);
    });

    test("names files and folders that are there", () => {
        const paths = [...doc.matchAll(/`((?:lab|test|policy|plan)\/[\w./-]*)`/g)].map(([, path = ""]) => path);
        expect(paths.length).toBeGreaterThan(3);
        for (const path of paths)
            expect(() => readFileSync(new URL(`../../${path}`, import.meta.url)), path).not.toThrow(/ENOENT/);
    });
});
