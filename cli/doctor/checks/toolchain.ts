import type { ToolchainStatus } from "../../../toolchain/toolchain.ts";
import { type DoctorCheck, ok } from "../check.ts";

/** Pulumi and its plugins are there, in the versions that this project is made for. */
export const toolchain: DoctorCheck<() => Promise<ToolchainStatus>> = {
    name: "toolchain",
    needs: [],
    run: async (status) => {
        const { lines } = await status();
        return lines.map((line) =>
            line.endsWith(": not there yet")
                ? {
                      status: "not yet",
                      text: `${line}. The next command that needs it gets it, such as \`npx k-one up\`.`,
                  }
                : ok(line),
        );
    },
};
