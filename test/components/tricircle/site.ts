import { Site } from "../../../components/site.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { tricircleFiles } from "../../plan/tricircle/sample.ts";
import { record } from "../mocks.ts";
import { samplePlan, siteOf } from "../sample-plan.ts";

const keys = { kBoxKey: "private key", guestPublicKey: "ssh-ed25519 AAAA", controlPublicKey: "ssh-ed25519 BBBB" };

/** What the first site's stack registers, with driver tricircle unless another plan is given. */
export function recordSite(plan: EnvironmentPlan = samplePlan(tricircleFiles())) {
    return record(() => new Site("gist", { site: siteOf(plan, "gist"), ...keys }), { stack: "lab-gist" });
}
