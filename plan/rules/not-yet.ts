import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Words that the schema knows and no component stands behind yet. */
export function* notYet({ tower }: EnvironmentDraft): Iterable<Finding> {
    for (const [network, { driver, encryption }] of entries(tower.sharedNetworks)) {
        const path = `tower.sharedNetworks.${network}`;
        if (driver === "tricircle") yield error(`${path}.driver`, refusal(driver, "mesh"));
        if (encryption !== undefined && encryption !== "none") {
            yield error(`${path}.encryption`, refusal(encryption, "none"));
        }
    }
}

function refusal(given: string, allowed: string): string {
    return `${given} is planned but not there yet. Allowed for now: ${allowed}.`;
}
