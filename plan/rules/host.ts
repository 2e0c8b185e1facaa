import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";

/** A tower without a machine of its own lives on a K-Box that exists. */
export function* host({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    const names = sites.map(({ name }) => name);
    if (!tower.host || names.includes(tower.host)) return;
    yield error(
        "tower.host",
        `there is no site ${tower.host}.${didYouMean(tower.host, names)} ` +
            `Allowed: ${[...names, "null"].join(", ")} (null: a machine of its own).`,
    );
}
