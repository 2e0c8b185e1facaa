import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Who knows the users; and DevStack makes Keystone's URL itself. Where each site has a Keystone is another rule's. */
export function* identity(environment: EnvironmentDraft): Iterable<Finding> {
    const { mode } = environment.tower.identity ?? {};
    if (mode === "federated") yield error("tower.identity.mode", `${federated}. Allowed: shared, own.`);
    if (mode !== "shared") return;
    yield* missing(environment);
    yield* ownKeystones(environment);
    yield* keystoneUrl(environment);
}

const federated =
    "federated is refused: a federated login makes its user on the fly and its roles come from mappings at every site, " +
    "so no preview could tell who may do what where, and Pulumi has no browser to log in with";

const noRole =
    "missing. Needed where DevStack doesn't make Keystone: `openstack role show member -f value -c id` prints it.";

function* missing({ tower, ...environment }: EnvironmentDraft): Iterable<Finding> {
    const { authUrl, memberRole } = tower.identity ?? {};
    const needed = [
        ["tower.cloud", tower.cloud, "Entry in clouds.yaml with rights in Keystone."],
        ["tower.region", tower.region, "Keystone region of the tower's own endpoints, such as CentralRegion."],
        ["tower.identity.authUrl", authUrl, "Keystone's URL, such as http://203.0.113.10:5000/v3."],
    ] as const;
    for (const [path, value, what] of needed) {
        if (value === null) yield error(path, `missing. Needed here: ${what}`);
    }
    if (memberRole === null && !keystoneIsMade({ ...environment, tower })) {
        yield error("tower.identity.memberRole", noRole);
    }
}

function* ownKeystones({ sites }: EnvironmentDraft): Iterable<Finding> {
    for (const { name, file } of sites) {
        if (!file.identity) continue;
        yield error(
            `sites.${name}.identity`,
            "is for tower.identity.mode: own, and here it is shared. Take it out, or write that.",
        );
    }
}

/** Whether DevStack makes Keystone, on the tower's own machine or with the region of its host. */
function keystoneIsMade({ tower, sites }: EnvironmentDraft): boolean {
    const host = sites.find(({ name }) => name === tower.host);
    return host === undefined ? tower.bootstrap === "devstack" : host.file.bootstrap === "devstack";
}

/** DevStack takes the host alone from us, and always makes the same URL of it. */
function* keystoneUrl({ tower, sites }: EnvironmentDraft): Iterable<Finding> {
    const given = tower.identity?.authUrl ?? undefined;
    const byDevStack = tower.bootstrap === "devstack" || sites.some(({ file }) => file.bootstrap === "devstack");
    if (given === undefined || !byDevStack) return;
    const host =
        (tower.host === null && tower.bootstrap === "devstack" && tower.box?.address) || new URL(given).hostname;
    yield* elsewhere("tower.identity.authUrl", given, host);
}

/** Says when a Keystone that DevStack makes on a host isn't where a file says. */
export function* elsewhere(path: string, given: string, host: string): Iterable<Finding> {
    const made = `http://${host}/identity/v3`;
    if (given.replace(/\/$/, "") === made) return;
    yield error(path, `${given} can't be: DevStack finds Keystone at ${made} and nowhere else. Write that.`);
}
