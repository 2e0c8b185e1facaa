import { bench, describe } from "vitest";
import { stringify } from "yaml";
import { parseStackFile, planEnvironment } from "../plan/environment.ts";
import { manySeeds, stackFiles } from "../test/plan/arbitrary.ts";

describe.each([5, 100, 500, 1000])("%i sites", (count) => {
    const files = stackFiles(manySeeds(count));
    const texts = files.map(({ path, content }) => ({ path, text: stringify(content) }));

    bench("held against schema and rules, and planned", () => {
        planEnvironment(files);
    });

    bench("the same from the files' texts", () => {
        planEnvironment(texts.map(({ path, text }) => parseStackFile(path, text)));
    });
});
