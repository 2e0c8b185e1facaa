import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { confirm } from "../../cli/confirm.ts";

function terminal(answer: string, isTTY = true) {
    const input = Object.assign(new PassThrough(), { isTTY });
    input.write(`${answer}\n`);
    return { input, output: new PassThrough() };
}

test.each([
    ["y", true],
    ["YES", true],
    ["", false],
    ["yo", false],
])("%o means %s", async (answer, expected) => expect(await confirm("Go on?", terminal(answer))).toBe(expected));

test("where nobody can answer, it says so and how to answer beforehand", async () => {
    await expect(confirm("These would go.", terminal("y", false))).rejects.toThrow(
        "These would go.\nNobody is at the terminal to answer. Nothing was changed; --yes answers yes.",
    );
});
