import { explain } from "../../../cloud/errors.ts";
import { send } from "../../../cloud/http.ts";
import type { TowerPlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** Keystone answers at the URL of the tower's file. */
export const keystone: DoctorCheck<TowerPlan> = {
    name: "Keystone",
    needs: [],
    run: async ({ authUrl, stack, cloud }, hands) => {
        const call = {
            method: "GET",
            url: authUrl,
            headers: { accept: "application/json" },
            body: null,
            timeout: 15_000,
        };
        const tls = tlsOf(() => hands.entry(cloud).tls);
        const answer = await send({ ...call, tls }).catch((error: unknown) => explain(error));
        if (typeof answer === "string") {
            return wrong(
                `Keystone at ${authUrl} doesn't answer: ${answer}. Is the tower on, and can this computer reach it?`,
            );
        }
        if (answer.status === 200 && /"v3\./.test(answer.body)) return ok(`${authUrl} answers`);
        return wrong(
            `${authUrl} answers ${answer.status}, but not as Keystone's v3 does. Correct identity.authUrl in stacks/Pulumi.${stack}.yaml.`,
        );
    },
};

/** Without an entry nothing says whom to trust; a line of its own tells that it is missing. */
function tlsOf<T>(read: () => T): T | { readonly ca: null; readonly verify: true } {
    try {
        return read();
    } catch {
        return { ca: null, verify: true };
    }
}
