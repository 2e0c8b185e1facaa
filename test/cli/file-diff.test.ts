import { expect, test } from "vitest";
import { diffLines } from "../../cli/file-diff.ts";

const before = "a\nb\nc\nd\ne\nf\n";

test("lines that go and come are marked, with some around them", () => {
    expect(diffLines(before, "a\nb\nc\nD\ne\nf\n", 1)).toEqual(["  c", "- d", "+ D", "  e"]);
});

test("the same text has none", () => expect(diffLines(before, before)).toEqual([]));

test("a new file is all new", () => expect(diffLines(null, "a\nb\n")).toEqual(["+ a", "+ b"]));

test("an emptied file is all gone", () => expect(diffLines("a\nb\n", "")).toEqual(["- a", "- b"]));
