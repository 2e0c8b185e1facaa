import { expect, test } from "vitest";
import { renderSecrets } from "../../../cli/secrets/report.ts";

const nothing = { made: [], copied: [], there: [], yours: [] };

test("says of each stack what was made, taken over, there and is missing", () => {
    const stack = {
        stack: "kone-korea",
        file: "stacks/Pulumi.kone-korea.yaml",
        made: ["k-one:rabbitPassword", "k-one:serviceToken"],
        copied: [{ key: "k-one:adminPassword", from: "kone-tower" }],
        there: ["k-one:databasePassword"],
        yours: [{ key: "k-one:kBoxKey", what: "private SSH key", command: "pulumi config set …" }],
    };
    expect(renderSecrets({ environment: "kone", stacks: [stack] })).toBe(
        [
            "kone-korea (stacks/Pulumi.kone-korea.yaml)",
            "  made: k-one:rabbitPassword and k-one:serviceToken",
            "  the same as in kone-tower: k-one:adminPassword",
            "  there already: k-one:databasePassword",
            "  missing: k-one:kBoxKey, private SSH key. Set it with `pulumi config set …`.",
            "They stand encrypted in these files; commit them.",
        ].join("\n"),
    );
});

test("says so when nothing had to be made", () => {
    const stack = { stack: "kone-korea", file: "f", ...nothing };
    expect(renderSecrets({ environment: "kone", stacks: [stack] })).toBe(
        "kone-korea (f)\nNo secret of kone had to be made.",
    );
});
