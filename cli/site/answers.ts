import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { nextSite } from "../../plan/next-site.ts";
import { UserError } from "../../plan/user-error.ts";
import { type Known, type SiteAnswers, type SiteField, siteFields } from "./fields.ts";

/** Somebody who answers questions. */
export interface Answerer {
    /** @param usual What is meant by an empty answer, or `null`. */
    ask(field: SiteField, usual: string | null, answers: Partial<SiteAnswers>): Promise<string>;
}

/**
 * Answers to all questions: what was given, else what somebody says, else what is usual.
 * @param somebody `null` when nobody is to be asked.
 * @throws UserError that names every answer that is missing.
 */
export async function collectAnswers(
    plan: EnvironmentPlan,
    site: string,
    given: Partial<SiteAnswers>,
    somebody: Answerer | null,
): Promise<SiteAnswers> {
    const answers: Partial<Record<keyof SiteAnswers, string>> = {};
    const known: Known = { environment: plan.environment, site, answers, next: () => nextSite(plan, taken(answers)) };
    const missing: SiteField[] = [];
    for (const field of siteFields) {
        const answer = given[field.key] ?? (await answerOf(field, known, somebody));
        if (answer === null) missing.push(field);
        else answers[field.key] = answer;
    }
    if (missing.length > 0) throw new UserError(tell(site, missing));
    return answers as SiteAnswers;
}

async function answerOf(field: SiteField, known: Known, somebody: Answerer | null): Promise<string | null> {
    const usual = field.usual(known);
    if (somebody === null) return usual;
    return (await somebody.ask(field, usual, known.answers)) || usual;
}

/** Addresses that the new site brings along. A wrong one is the proof's to find. */
export function taken({ kBox, vtep }: Partial<SiteAnswers>): readonly string[] {
    return [kBox, vtep].filter((address): address is string => /^\d+(\.\d+){3}$/.test(address ?? ""));
}

function tell(site: string, missing: readonly SiteField[]): string {
    const lines = missing.map(({ flags, what }) => `${flags}: ${what}.${hints[flags] ?? ""}`);
    return [
        `site ${site}: ${missing.length} answer(s) are missing, and nobody is asked; nothing was written.`,
        ...lines,
    ].join("\n");
}

const hints: Readonly<Record<string, string>> = {
    "--host-key <key>":
        " `ssh-keyscan -t ed25519 <address>` shows one; compare it with /etc/ssh/ssh_host_ed25519_key.pub on its console.",
};
