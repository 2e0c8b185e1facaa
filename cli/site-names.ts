import { InvalidArgumentError } from "commander";
import { didYouMean } from "../plan/nearest.ts";
import { UserError } from "../plan/user-error.ts";
import { list } from "../plan/words.ts";

/** Names of sites as a user writes them: with commas between them. */
export function siteList(text: string): readonly string[] {
    const sites = text.split(",").map((site) => site.trim());
    if (sites.some((site) => site === "")) {
        throw new InvalidArgumentError("Write the sites' names with commas between them, such as gist,korea.");
    }
    return [...new Set(sites)];
}

/**
 * Refuses names that aren't among the known ones.
 * @throws UserError that names every one of them, see {@link noSuchSite}.
 */
export function assertSites(environment: string, names: readonly string[], known: readonly string[]): void {
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw noSuchSite(environment, unknown, known);
}

/** What is wrong with names that no site has, and which names there are. */
export function noSuchSite(environment: string, unknown: readonly string[], known: readonly string[]): UserError {
    const guess = unknown.length === 1 ? didYouMean(unknown.join(), known) : "";
    return new UserError(`${list(unknown)}: no site of ${environment}.${guess} Allowed: ${known.join(", ")}.`);
}
