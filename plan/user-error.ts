/**
 * An error the user can mend: it is shown as its message alone, without a stack.
 * The message says what is wrong, what was given, what is allowed and how to fix it.
 */
export class UserError extends Error {
    override readonly name = "UserError";
}
