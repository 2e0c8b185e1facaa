import { describe, expect, test } from "vitest";
import { CloudError, errorText, explain } from "../../../cli/cloud/errors.ts";
import { UserError } from "../../../plan/user-error.ts";

test("a cloud's error is one that the user can mend", () => {
    expect(new CloudError("x", 503)).toBeInstanceOf(UserError);
    expect(new CloudError("x", 503).status).toBe(503);
});

describe("explain", () => {
    test("puts known codes into words", () =>
        expect(explain({ code: "ECONNREFUSED", message: "x" })).toBe("nothing listens there"));
    test("keeps an unknown code's message", () => expect(explain({ code: "EODD", message: "odd" })).toBe("odd"));
});

describe("errorText", () => {
    test.each([
        ['{"NeutronError": {"type": "X", "message": "it is \\"in use\\"", "detail": ""}}', 'it is "in use"'],
        ['{"badRequest": {"code": 400, "message": "line one\\nline two"}}', "line one line two"],
        ["<html>", ""],
        ["", ""],
    ])("%s says %o", (body, text) => expect(errorText(body)).toBe(text));

    test("is short", () => expect(errorText(`{"message": "${"x".repeat(9999)}"}`)).toHaveLength(300));
});
