import { labSetup } from "../lab-setup.ts";

/** What the end-to-end tests stand on: two sites, and a tower with a machine of its own. */
export const { setup, teardown } = labSetup("labtest", { sites: 2 });
