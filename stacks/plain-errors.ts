import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../plan/user-error.ts";

/** Runs a program so that what its user can mend is shown as one message, without a stack. */
export function showPlainly<T>(program: () => T): T {
    try {
        return program();
    } catch (problem) {
        throw problem instanceof UserError ? withoutStack(new pulumi.RunError(problem.message)) : problem;
    }
}

/** Pulumi colours a stack before it leaves it out, which takes Node 20 half a minute. */
function withoutStack(error: pulumi.RunError): pulumi.RunError {
    error.stack = "";
    return error;
}
