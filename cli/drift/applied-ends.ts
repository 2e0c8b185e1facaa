import { bundle, installedFiles, parseInstall } from "../../components/vtep-script.ts";
import type { VtepEnd } from "../k-box/vtep-end.ts";
import type { StackState } from "../recover/state.ts";

/**
 * The ends of shared networks that a stack has last put on its K-Box, as its state tells. What its files declare meanwhile
 * is no drift: the next `up` brings it.
 */
export function appliedEnds(state: StackState): readonly VtepEnd[] {
    const commands = (state.deployment.resources ?? []).filter(({ type }) => type === "command:remote:Command");
    return commands.flatMap(({ inputs }) => {
        const { create, stdin } = inputs ?? {};
        const end = typeof create === "string" ? parseInstall(create) : null;
        // Of another version's program nothing is known here but that it can look for itself.
        return end === null ? [] : [{ ...end, files: stdin === bundle() ? installedFiles() : {} }];
    });
}
