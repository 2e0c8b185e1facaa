import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** The guest's flavor is there. */
export const flavor: DoctorCheck<SitePlan> = {
    name: "flavor",
    needs: ["APIs"],
    run: async ({ cloud, region, guest }, hands) => {
        if (guest === null) return [];
        const opened = await hands.cloud(cloud);
        const answer = await opened.request<{ readonly flavors: readonly { readonly name: string }[] }>(
            "compute",
            region,
            "/flavors",
        );
        const names = answer.flavors.map(({ name }) => name).sort();
        if (names.includes(guest.flavor)) return ok(guest.flavor);
        return wrong(
            `flavor ${guest.flavor} isn't in ${region}; there are ${names.join(", ") || "none"}. Have it made there, or correct guest.flavor in the tower's stack file.`,
        );
    },
};
