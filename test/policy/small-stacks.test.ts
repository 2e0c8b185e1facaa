import { describe, expect, test } from "vitest";
import { smallStacks } from "../../policy/small-stacks.ts";
import { type EngineResource, runPack, unknown } from "./engine.ts";
import { siteResources } from "./stacks.ts";

const things = (count: number): readonly EngineResource[] =>
    Array.from({ length: count }, (_, index) => ({ type: "t:i:T", name: `thing-${index}`, inputs: { size: unknown } }));
const stack = { type: "pulumi:pulumi:Stack", name: "k-one-lab-gist", inputs: {} };

describe("small-stacks", () => {
    test("says nothing of a site's own stack, nor of one with 100 resources", async () => {
        expect(await runPack([smallStacks], await siteResources())).toEqual([]);
        expect(await runPack([smallStacks], [...things(99), stack])).toEqual([]);
    });

    test("warns of one with more, and refuses nothing", async () => {
        expect(await runPack([smallStacks], [...things(100), stack])).toEqual([
            {
                ...{ policy: "small-stacks", resource: "k-one-lab-gist", level: "advisory" },
                message:
                    "k-one-lab-gist: stack lab-gist has 101 resources. Allowed: 100. " +
                    "Move what has an owner of its own into a stack of its own.",
            },
        ]);
    });

    test("counts what isn't known yet, too", async () => {
        expect(await runPack([smallStacks], things(101))).toHaveLength(1);
    });
});
