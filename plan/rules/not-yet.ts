import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Words that the schema knows and no component stands behind yet. */
export function* notYet({ tower }: EnvironmentDraft): Iterable<Finding> {
    for (const [network, { encryption }] of entries(tower.sharedNetworks)) {
        if (encryption === undefined || encryption === "none") continue;
        yield error(
            `tower.sharedNetworks.${network}.encryption`,
            `${encryption} is planned but not there yet. Allowed for now: none.`,
        );
    }
}
