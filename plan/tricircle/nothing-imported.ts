import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { list } from "../words.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** What a site took over was made in its own Neutron; Central Neutron can't own it afterwards. */
export function* nothingImported(environment: EnvironmentDraft): Iterable<Finding> {
    const [central] = tricircleNetworks(environment);
    if (central === undefined) return;
    for (const { name, file } of environment.sites) {
        const parts = (file.imported ?? []).flatMap((part) => part ?? []);
        if (parts.length === 0) continue;
        yield error(
            `sites.${name}.imported`,
            `${list(parts)} can't be what was imported with ${central.path}.driver: tricircle, since Central Neutron makes it. ` +
                "Use driver: mesh, or leave imported away and let it be made anew.",
        );
    }
}
