import { Command } from "commander";
import type { Cloud } from "../cloud/cloud.ts";
import { cloudOpener } from "../cloud/opener.ts";
import { commandFor, isLab } from "../lab/names.ts";
import { type EnvironmentPlan, hasKeystone, type SitePlan } from "../plan/environment-plan.ts";
import { UserError } from "../plan/user-error.ts";
import type { Login } from "../ssh/login.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { noSuchSite } from "./site-names.ts";
import { type KeyPlaces, keyPlaces } from "./ssh/keys.ts";
import { guestLogin, kBoxLogin } from "./ssh/logins.ts";
import { openTerminal } from "./ssh/terminal.ts";
import { planOf } from "./stack-files.ts";
import { locateGuest, NotYet } from "./verify/locate.ts";

/** `k-one ssh`: the K-Box or the guest of a site, on this terminal, with its host key checked. */
export function sshCommand(): Command {
    return new Command("ssh")
        .description("Log in to a site's K-Box or guest, or run a command there.")
        .argument("<environment>", "such as lab")
        .argument("<site>", "site's name")
        .argument("[command...]", "what to run there, after -- (default: a login shell)")
        .option("--guest", "the guest, through its floating IP, in place of the K-Box", false)
        .action(async (environment: string, name: string, words: string[], { guest }: { guest: boolean }) => {
            await ensureInsideLab(environment);
            const site = siteNamed(planOf(environment), name);
            const keys = keyPlaces(environment);
            const open = () => cloudOpener(environment, 15_000)(site.cloud);
            const login = guest ? await findGuest(site, keys, open) : kBoxLogin(site, keys);
            process.exitCode = await openTerminal(login, words);
        });
}

/**
 * Site of that name; `tower` is the site on whose K-Box the tower lives.
 * @throws UserError when there is none.
 */
export function siteNamed({ environment, sites, tower }: EnvironmentPlan, name: string): SitePlan {
    const meant = name === "tower" && tower.host !== null ? tower.host : name;
    const found = sites.find(({ site }) => site === meant);
    if (found !== undefined) return found;
    if (name === "tower" && isLab(environment) && hasKeystone(tower)) {
        const command = commandFor(environment, "ssh tower");
        throw new UserError(`tower: no site of ${environment}. Its own machine is reached with \`${command}\`.`);
    }
    const known = sites.map(({ site }) => site);
    throw noSuchSite(environment, [name], known);
}

/**
 * Login to a site's guest: floating IP and host keys are what Neutron and Nova say.
 * @throws UserError when the site has no guest, or it can't be told from another machine.
 */
export async function findGuest(
    site: SitePlan,
    keys: KeyPlaces,
    openCloud: () => Promise<Pick<Cloud, "request">>,
): Promise<Login> {
    const { guest } = site;
    if (guest === null) {
        throw new UserError(`site ${site.site} declares no guest. Write sites.${site.site}.guest in its stack file.`);
    }
    try {
        const { floatingIp, hostKeys } = await locateGuest(await openCloud(), site, guest);
        return guestLogin(guest, floatingIp, hostKeys, keys);
    } catch (error) {
        throw toUserError(site.site, error);
    }
}

/** Whatever keeps a guest from being found is for the operator to mend, or to wait for. */
function toUserError(site: string, error: unknown): UserError {
    const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
    const hint = error instanceof NotYet ? " It may still be booting: try again in some seconds." : "";
    return new UserError(`site ${site}: ${reason}.${hint}`);
}
