import { labSetup } from "../lab-setup.ts";

/** The lab's other form: the tower lives on a K-Box. It begins with two sites, to grow to five. */
export const { setup, teardown } = labSetup("labfive", { sites: 2, host: "gist" });
