import { UserError } from "../../plan/user-error.ts";

/** A cloud that doesn't answer, or answers with an error. Its message holds no secret. */
export class CloudError extends UserError {
    /** HTTP status, or `null` when no answer came. */
    readonly status: number | null;

    constructor(message: string, status: number | null) {
        super(message);
        this.status = status;
    }
}

const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nothing listens there",
    EHOSTUNREACH: "no route to it, or the machine is off",
    ENETUNREACH: "no route to its network",
    ENOTFOUND: "its name can't be resolved",
    EAI_AGAIN: "its name can't be resolved now",
    ECONNRESET: "it closed the connection",
    ETIMEDOUT: "no answer in time",
};

/** Says in words why a connection failed. */
export function explain(error: unknown): string {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    const reason = code === undefined ? undefined : reasons[code];
    return reason ?? message ?? code ?? "unknown reason";
}

/** The sentence of an OpenStack error body, at most 300 characters, or nothing. */
export function errorText(body: string): string {
    const found = /"(?:message|detail|explanation)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? "";
    return found
        .replace(/\\[nrt]/g, " ")
        .replace(/\\(.)/g, "$1")
        .slice(0, 300)
        .trim();
}
