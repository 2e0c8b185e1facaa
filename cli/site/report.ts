/** Outcome of `k-one site add`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface SiteAddition {
    readonly environment: string;
    readonly site: string;
    /** The new stack file, such as `stacks/Pulumi.kone-unist.yaml`. */
    readonly file: string;
    /** Unified diff of it. */
    readonly diff: string;
    /** What the proof has to say of the environment with the new site, and isn't an error. */
    readonly warnings: readonly string[];
    /** Stacks that need an `up`: the tower's, the new site's, and those whose peers or routes change. */
    readonly up: readonly string[];
    /** What else is to be done, in this order. */
    readonly todo: readonly string[];
}

/** Outcome of `k-one site remove`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface SiteRemoval {
    readonly environment: string;
    readonly site: string;
    /** Stack file that was removed. */
    readonly file: string;
    /** Unified diff of it; encrypted values stay encrypted. */
    readonly diff: string;
    /** Whether its empty stack was removed from the backend. */
    readonly stackRemoved: boolean;
    /** Stacks that need an `up`: the tower's, and those whose peers or routes change. */
    readonly up: readonly string[];
    /** What else is to be done, in this order. */
    readonly todo: readonly string[];
}
