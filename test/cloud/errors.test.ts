import { describe, expect, test } from "vitest";
import { CloudError, errorText, explain, NoAnswerError, unanswered } from "../../cloud/errors.ts";
import { UserError } from "../../plan/user-error.ts";

test("a cloud's error is one that the user can mend", () => {
    expect(new CloudError("x", 503)).toBeInstanceOf(UserError);
    expect(new CloudError("x", 503).status).toBe(503);
});

describe("explain", () => {
    test("puts known codes into words", () =>
        expect(explain({ code: "ECONNREFUSED", message: "x" })).toBe("nothing listens there"));
    test("keeps an unknown code's message", () => expect(explain({ code: "EODD", message: "odd" })).toBe("odd"));
});

describe("unanswered", () => {
    test.each([
        { code: "EHOSTUNREACH" },
        { code: "ECONNREFUSED" },
        { code: "ETIMEDOUT" },
        { message: "no answer in 15 s" },
    ])("%o is what a machine that is off says", (error) => {
        expect(unanswered("site: http://x", error)).toBeInstanceOf(NoAnswerError);
    });

    test.each([{ code: "ENOTFOUND" }, { code: "DEPTH_ZERO_SELF_SIGNED_CERT", message: "self-signed certificate" }])(
        "%o is somebody's mistake",
        (error) => {
            expect(unanswered("site: http://x", error)).not.toBeInstanceOf(NoAnswerError);
            expect(unanswered("site: http://x", error)).toBeInstanceOf(CloudError);
        },
    );

    test("names who was asked, and why", () => {
        const { message, status } = unanswered("site: http://x", { code: "EHOSTUNREACH" });
        expect([message, status]).toEqual([
            "site: http://x doesn't answer: no route to it, or the machine is off.",
            null,
        ]);
    });
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
