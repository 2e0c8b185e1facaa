import { Command } from "commander";
import { expect, test } from "vitest";
import { siteFields } from "../../../cli/site/fields.ts";

test("each answer has the flag that commander gives back under its key", () => {
    const command = new Command();
    for (const { flags, what } of siteFields) command.option(flags, what);
    expect(command.options.map((option) => option.attributeName())).toEqual(siteFields.map(({ key }) => key));
});
