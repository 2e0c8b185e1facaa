import { describe, expect, test } from "vitest";
import { amounts, stepLines } from "../../../cli/preview/steps.ts";
import { step } from "./stacks.ts";

const property = (was: unknown, is: unknown, name = "value") => ({
    name,
    was: was === null ? null : JSON.stringify(was),
    is: is === null ? null : JSON.stringify(is),
    replaces: false,
});

describe("stepLines", () => {
    test("says what changes, and what can't be changed in place", () => {
        const properties = [{ name: "cidr", was: '"a"', is: '"b"', replaces: true }];
        expect(stepLines([step("gist-subnet", { verb: "replace", properties })], "all")).toEqual([
            "! replace gist-subnet (t:T), since cidr can't be changed in place",
            '-     cidr: "a"',
            '+     cidr: "b"',
        ]);
    });

    test("marks what comes and what goes", () => {
        const steps = [
            step("a", { verb: "create", properties: [property(null, 1)] }),
            step("b", { verb: "delete", properties: [] }),
        ];
        expect(stepLines(steps, "all")).toEqual(["+ create a (t:T)", "+     value: 1", "- delete b (t:T)"]);
    });

    test("shows of a script the lines that change", () => {
        const [was, is] = ["one\ntwo\nthree\nfour\n", "one\ntwo\n3\nfour\n"];
        expect(stepLines([step("a", { properties: [property(was, is)] })], "all").slice(1)).toEqual([
            "!     value:",
            "          two",
            "-         three",
            "+         3",
            "          four",
        ]);
    });

    test("says of a secret that it changes", () => {
        const properties = [property("[secret]", "[secret]")];
        expect(stepLines([step("a", { properties })], "all")[1]).toBe(
            '!     value: "[secret]" (changes, but isn\'t shown)',
        );
    });

    test("a name with a line break stays in its line", () =>
        expect(stepLines([step("a\n+ create b", { properties: [] })], "all")).toEqual([
            "! update a\\n+ create b (t:T)",
        ]));

    test("tells ever less", () => {
        const long = property("x".repeat(500), "y\n".repeat(50));
        const steps = [
            step("a", { verb: "create", properties: [long] }),
            step("b", { properties: [long] }),
            step("c", { component: true }),
        ];
        const lengths = amounts.map((amount) => stepLines(steps, amount).join("\n").length);
        expect(lengths).toEqual([...lengths].sort((one, other) => other - one));
        expect(stepLines(steps, "short values").join("\n")).toMatch(/x{100}…\n.*… 40 more lines/s);
        expect(stepLines(steps, "names")).toHaveLength(3);
        expect(stepLines(steps, "numbers")).toEqual([]);
    });
});
