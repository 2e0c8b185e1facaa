import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

interface Image {
    readonly name: string;
    readonly status: string;
}

/** The guest's image is there, once and ready. */
export const image: DoctorCheck<SitePlan> = {
    name: "image",
    needs: ["APIs"],
    run: async ({ cloud, region, guest }, hands) => {
        if (guest === null) return [];
        const opened = await hands.cloud(cloud);
        const path = `/images?name=${encodeURIComponent(guest.image)}`;
        const { images } = await opened.request<{ readonly images: readonly Image[] }>("image", region, path);
        const ready = images.filter(({ status }) => status === "active");
        if (ready.length === 1) return ok(guest.image);
        const found = images.length === 0 ? "there is none" : images.map(({ status }) => status).join(", ");
        return wrong(
            `image ${guest.image} in ${region}: ${found}; exactly one must be active. Upload it, or correct guest.image in the tower's stack file.`,
        );
    },
};
