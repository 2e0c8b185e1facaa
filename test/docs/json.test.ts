import { describe, expect, test } from "vitest";
import { program } from "../../cli/main.ts";
import { type Declaration, declarationsIn } from "./interfaces.ts";

/** What each command prints with `--json`. */
const outcomes: readonly (readonly [string, string, string])[] = [
    ["validate", "cli/validate.ts", "ValidationReport"],
    ["plan", "plan/environment-plan.ts", "EnvironmentPlan"],
    ["topology", "cli/topology/changes.ts", "MarkedTopology"],
    ["preview, up, refresh, destroy", "cli/summary.ts", "RunSummary"],
    ["verify", "cli/verify/report.ts", "VerificationReport"],
    ["doctor", "cli/doctor/report.ts", "DoctorReport"],
    ["drift", "cli/drift/report.ts", "DriftReport"],
    ["status", "cli/status/report.ts", "EnvironmentStatus"],
    ["site add", "cli/site/report.ts", "SiteAddition"],
    ["site remove", "cli/site/report.ts", "SiteRemoval"],
    ["tricircle redo", "cli/tricircle/redo.ts", "RedoneJob"],
    ["secrets make", "cli/secrets/report.ts", "SecretsReport"],
    ["import-script", "cli/import-script.ts", "ImportScriptResult"],
    ["migrate", "cli/migrate/report.ts", "MigrationReport"],
    ["lab status", "lab/status.ts", "LabStatus"],
    ["toolchain", "cli/toolchain.ts", "ToolchainReport"],
];

const all = declarationsIn(["cli", "cloud", "plan", "lab"]);

/** The one of that name in the same file, else the only one there is. */
function find(name: string, file: string): Declaration | null {
    const named = all.filter((declaration) => declaration.name === name);
    return named.find((declaration) => declaration.file === file) ?? (named.length === 1 ? (named[0] ?? null) : null);
}

/** A declaration, and all that its fields are made of, each once. */
function withParts(declaration: Declaration, seen = new Set<Declaration>()): ReadonlySet<Declaration> {
    if (seen.has(declaration)) return seen;
    seen.add(declaration);
    const words = [...fieldsOf(declaration).map(({ type }) => type), declaration.alias].join(" ").match(/\w+/g) ?? [];
    for (const part of words.flatMap((word) => find(word, declaration.file) ?? [])) withParts(part, seen);
    return seen;
}

/** Its own fields after those of what it extends. */
function fieldsOf(declaration: Declaration): Declaration["fields"] {
    const bases = declaration.bases.flatMap((base) => find(base, declaration.file) ?? []);
    return [...bases.flatMap(fieldsOf), ...declaration.fields];
}

const cell = (text: string) => text.replaceAll("|", "\\|");

function section(declaration: Declaration): string {
    const { name, doc, alias } = declaration;
    const rows = fieldsOf(declaration).map(
        (field) => `| \`${field.name}\` | \`${cell(field.type)}\` | ${cell(field.doc)} |`,
    );
    const body = alias === "" ? ["| field | type | meaning |", "| --- | --- | --- |", ...rows] : [`\`${alias}\``];
    return [`### ${name}`, "", ...(doc === "" ? [] : [doc, ""]), ...body].join("\n");
}

const head = `# What --json prints

One JSON object on standard output; progress and questions go to standard error. **Fields are only ever added**: take the
ones you know and pass over the others. A command that fails before there is an outcome prints none, says why on standard
error, and exits with 1. Exit codes: 0 the same or done, 1 an error, 2 changes or drift.

This page is written from the source: \`npx vitest run --project unit test/docs/json.test.ts -u\`.`;

const page = () => {
    const parts = outcomes.map(([commands, file, name]) => ({
        commands,
        declaration: find(name, file) as Declaration,
    }));
    const index = parts.map(({ commands, declaration }) => `| \`${commands}\` | \`${declaration.name}\` |`);
    const declarations = new Set(parts.flatMap(({ declaration }) => [...withParts(declaration)]));
    const table = ["| command | prints |", "| --- | --- |", ...index].join("\n");
    return `${[head, table, ...[...declarations].map(section)].join("\n\n")}\n`;
};

describe("docs/json.md", () => {
    test("every outcome is an interface of the source", () =>
        expect(outcomes.filter(([, file, name]) => find(name, file) === null)).toEqual([]));

    test("names every command that has --json", () => {
        const leaves = program().commands.flatMap((command) =>
            command.commands.length === 0
                ? [[command.name(), command] as const]
                : command.commands.map((inner) => [`${command.name()} ${inner.name()}`, inner] as const),
        );
        const printing = leaves.filter(([, { options }]) => options.some(({ long }) => long === "--json"));
        const named = outcomes.flatMap(([commands]) => commands.split(", "));
        expect(named.sort()).toEqual(printing.map(([words]) => words).sort());
    });

    test("says what the source says", async () => expect(page()).toMatchFileSnapshot("../../docs/json.md"));
});
