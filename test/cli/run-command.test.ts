import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { destroyCommand } from "../../cli/destroy.ts";
import { previewCommand } from "../../cli/preview.ts";
import { refreshCommand } from "../../cli/refresh.ts";
import { addRunOptions, runOptions } from "../../cli/run-command.ts";
import { upCommand } from "../../cli/up.ts";

async function parse(...argv: string[]) {
    let seen: unknown;
    const command = addRunOptions(
        new Command("up").exitOverride().configureOutput({ writeErr: () => undefined }),
        true,
    );
    command.action((environment: string, flags: object) => {
        seen = { environment, ...flags };
    });
    await command.parseAsync(argv, { from: "user" });
    return seen;
}

describe("the options of a run", () => {
    test("sites, parallel, yes, json", async () =>
        expect(await parse("lab", "--site", "gist, korea,gist", "--parallel", "2", "--yes", "--json")).toEqual({
            environment: "lab",
            site: ["gist", "korea"],
            parallel: 2,
            yes: true,
            json: true,
        }));

    test.each(["0", "-1", "1.5", "many"])("--parallel %s is refused", async (count) =>
        expect(parse("lab", `--parallel=${count}`)).rejects.toThrow("It must be a whole number from 1."),
    );

    test("an empty site is refused", () => expect(parse("lab", "--site", "gist,")).rejects.toThrow("gist,korea"));

    test("no environment is refused", () => expect(parse()).rejects.toThrow("missing required argument 'environment'"));

    test("JSON keeps standard output to itself", () => {
        const { display } = runOptions({ json: true });
        expect(display.live).toBe(false);
    });
});

test.each([upCommand, previewCommand, refreshCommand, destroyCommand])("%o takes an environment", (make) => {
    expect(make().registeredArguments.map((argument) => argument.name())).toEqual(["environment"]);
});
