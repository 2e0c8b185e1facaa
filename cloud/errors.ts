import { UserError } from "../plan/user-error.ts";

/** A cloud that doesn't answer, or answers with an error. Its message holds no secret. */
export class CloudError extends UserError {
    /** HTTP status, or `null` when no answer came. */
    readonly status: number | null;

    constructor(message: string, status: number | null) {
        super(message);
        this.status = status;
    }
}

/** A cloud that can't be reached at all, as when its machine is off. */
export class NoAnswerError extends CloudError {
    constructor(message: string) {
        super(message, null);
    }
}

/** What a call that ended without an answer is to its caller. */
export function unanswered(who: string, error: unknown): CloudError {
    const message = `${who} doesn't answer: ${explain(error)}.`;
    return isSilence(error) ? new NoAnswerError(message) : new CloudError(message, null);
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

const silences = ["ECONNREFUSED", "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ECONNRESET", "ETIMEDOUT"];

/** A wrong name or certificate is somebody's mistake; silence is what a machine that is off has to say. */
function isSilence(error: unknown): boolean {
    const { code, message = "" } = error as { readonly code?: string; readonly message?: string };
    return code === undefined ? message.startsWith("no answer in ") : silences.includes(code);
}

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
