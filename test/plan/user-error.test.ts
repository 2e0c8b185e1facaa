import { expect, test } from "vitest";
import { UserError } from "../../plan/user-error.ts";

test("a UserError is an Error that tells its kind, so that callers can show it without a stack", () => {
    const error = new UserError("gist: no such site");
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe("UserError: gist: no such site");
});
