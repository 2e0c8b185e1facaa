import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Why a way to keep users isn't offered. */
const refused = {
    own: "own isn't there yet: projects, users and roles of a site are made in the tower's Keystone",
    federated:
        "federated is refused: a federated login makes its user on the fly and its roles come from mappings at every site, " +
        "so no preview could tell who may do what where, and Pulumi has no browser to log in with",
} as const;

/** Who knows the users; and DevStack makes Keystone's URL itself. */
export function* identity(environment: EnvironmentDraft): Iterable<Finding> {
    const { identity: { mode, memberRole } = {} } = environment.tower;
    if (mode === "own" || mode === "federated")
        yield error("tower.identity.mode", `${refused[mode]}. Allowed: shared.`);
    yield* keystoneUrl(environment);
    if (memberRole === null && !keystoneIsMade(environment)) yield error("tower.identity.memberRole", noRole);
}

const noRole =
    "missing. Needed where DevStack doesn't make Keystone: `openstack role show member -f value -c id` prints it.";

/** Whether DevStack makes Keystone, on the tower's own machine or with the region of its host. */
function keystoneIsMade({ tower, sites }: EnvironmentDraft): boolean {
    const host = sites.find(({ name }) => name === tower.host);
    return host === undefined ? tower.bootstrap === "devstack" : host.file.bootstrap === "devstack";
}

/** DevStack takes the host alone from us, and always makes the same URL of it. */
function* keystoneUrl({ tower, sites }: EnvironmentDraft): Iterable<Finding> {
    const given = tower.identity?.authUrl;
    const byDevStack = tower.bootstrap === "devstack" || sites.some(({ file }) => file.bootstrap === "devstack");
    if (given === undefined || !byDevStack) return;
    const host =
        (tower.host === null && tower.bootstrap === "devstack" && tower.box?.address) || new URL(given).hostname;
    const made = `http://${host}/identity/v3`;
    if (given.replace(/\/$/, "") === made) return;
    yield error(
        "tower.identity.authUrl",
        `${given} can't be: DevStack finds Keystone at ${made} and nowhere else. Write that.`,
    );
}
