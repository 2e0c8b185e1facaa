import { runStack, showPlainly } from "./program.ts";

/** Outputs of the selected stack: Pulumi takes them from the program's exports. */
export const { region, floatingIp, guest, vteps, projects } = showPlainly(runStack);
