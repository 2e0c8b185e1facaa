import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { Finding } from "./finding.ts";
import type { Resource, StackResource } from "./resource.ts";
import type { Stack } from "./stack.ts";

/** One rule of the pack. */
export interface SitePolicy {
    /** In kebab case; the same as its file's. */
    readonly name: string;
    /** Why it is there. */
    readonly description: string;
    readonly severity: Severity;
    /** How its violations are mended in general. */
    readonly remedy: string;
    /**
     * An advisory one warns, and refuses nothing.
     * @default "mandatory"
     */
    readonly enforcement?: "mandatory" | "advisory";
    /**
     * Checks of Prowler's OpenStack provider (hub.prowler.com) that look for the same in a running cloud, as they are called
     * in its repository, prowler-cloud/prowler, under prowler/providers/openstack/services (5.40, commit 3e000fa).
     * @default - there is none
     */
    readonly prowler?: readonly string[];
    /**
     * What its user may set in the pack's config, by name; each has a `default`.
     * @default - nothing
     */
    readonly settings?: PolicyConfigSchema["properties"];
    /**
     * Whether it asks which inputs are secrets ({@link Resource.isSecret}), or for a program ({@link Resource.program}).
     * Pulumi shows such a policy as one that remedies, since only those are told; it changes nothing.
     * @default false
     */
    readonly readsSecrets?: boolean;
    /**
     * Judges one resource by its inputs, before it is touched.
     * @default - not at all
     */
    readonly checkResource?: (resource: Resource, check: Check) => Iterable<Finding>;
    /**
     * Judges all of a stack's resources together, after a preview or an `up` without errors.
     * @default - not at all
     */
    readonly checkStack?: (resources: readonly StackResource[], check: Check) => Iterable<Finding>;
}

/** What a policy judges by. */
export interface Check {
    readonly stack: Stack;
    /** Value of each of the policy's settings. */
    readonly settings: Readonly<Record<string, unknown>>;
}
