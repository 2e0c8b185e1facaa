import { labSetup } from "../lab-setup.ts";

/** The lab's original form: two regions under Tricircle. */
export const { setup, teardown } = labSetup("labtricircle", { sites: 2, driver: "tricircle" });
