import type { Finding } from "./finding.ts";
import type { SiteFile } from "./site-file.ts";
import type { TowerFile } from "./tower-file.ts";

/** As much of a value as could be read: whatever is missing or wrong is left out, and has its finding already. */
export type Draft<T> = T extends readonly (infer Element)[]
    ? readonly (Draft<Element> | undefined)[]
    : T extends object
      ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
      : T;

/** An environment as far as its files could be read. Rules see this, so that one mistake doesn't hide another. */
export interface EnvironmentDraft {
    readonly environment: string;
    readonly tower: Draft<TowerFile>;
    /** In the order of their names. */
    readonly sites: readonly SiteDraft[];
    /** The day that acceptances are held against, such as `2027-06-30`. */
    readonly today: string;
}

/** A site as far as its file could be read. */
export interface SiteDraft {
    readonly name: string;
    readonly file: Draft<SiteFile>;
}

/** What a rule has to say about an environment. It skips what isn't there. */
export type Rule = (environment: EnvironmentDraft) => Iterable<Finding>;

/** Entries of a record that could be read, in the order of their keys. */
export function entries<T>(record: Readonly<Record<string, T | undefined>> | undefined): [string, T][] {
    return Object.entries(record ?? {})
        .filter((entry): entry is [string, T] => entry[1] !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));
}
