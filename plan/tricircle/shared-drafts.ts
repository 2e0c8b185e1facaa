import { type Draft, type EnvironmentDraft, entries } from "../draft.ts";
import type { SharedNetworkFile } from "../tower-file.ts";

/** Shared networks that Tricircle is to make, with their paths, in the order of their names. */
export function tricircleNetworks({ tower }: EnvironmentDraft): readonly SharedDraft[] {
    return entries(tower.sharedNetworks)
        .filter(([, { driver }]) => driver === "tricircle")
        .map(([name, network]) => ({ name, network, path: `tower.sharedNetworks.${name}` }));
}

/** A shared network as far as it could be read. */
export interface SharedDraft {
    readonly name: string;
    readonly network: Draft<SharedNetworkFile>;
    /** Such as `tower.sharedNetworks.net3`. */
    readonly path: string;
}
