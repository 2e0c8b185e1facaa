import type { Violation } from "./finding.ts";
import { type Leaf, leavesOf } from "./leaves.ts";
import { notKnown, type Resource, type StackResource } from "./resource.ts";
import { isPlaceholder, namesSecret, secretIn } from "./secret-words.ts";
import type { SitePolicy } from "./site-policy.ts";

/** Secrets are marked as such, so that neither state nor log nor pull request shows them. */
export const hiddenSecrets: SitePolicy = {
    name: "hidden-secrets",
    description:
        "What isn't marked as a secret stands in plain in the stack's state, in previews and in pull requests, where all " +
        "sites read along.",
    severity: "critical",
    remedy: "Read it with requireSecret from a key of its own (`pulumi config set --secret`), or wrap it in pulumi.secret.",
    prowler: [
        "compute_instance_metadata_sensitive_data",
        "blockstorage_volume_metadata_sensitive_data",
        "blockstorage_snapshot_metadata_sensitive_data",
        "objectstorage_container_metadata_sensitive_data",
    ],
    readsSecrets: true,
    *checkResource(resource) {
        for (const input of resource.inputs()) {
            for (const leaf of leavesOf(resource, input)) {
                if (resource.isSecret(...leaf.path)) continue;
                const at = leaf.path.join(".");
                if (leaf.value === notKnown && mayHoldSecret(leaf)) yield { resource, unknown: at };
                const what = secretOf(leaf);
                if (what !== null) yield inPlain(resource, at, what);
            }
        }
    },
    /** Pulumi tells no policy which outputs are secrets. They are there to be read by others, so they hold none at all. */
    *checkStack(resources) {
        for (const resource of resources.filter(isComponent)) {
            for (const leaf of resource.outputs().flatMap((name) => [...leavesOf({ get: resource.output }, name)])) {
                const what = secretOf(leaf);
                if (what !== null) yield asOutput(resource, leaf.path.join("."), what);
            }
        }
    },
};

/** What a value is that must be hidden, in words; never the value itself. */
function secretOf({ path, value }: Leaf): string | null {
    if (typeof value === "number") return value > 999 && isNamedSecret(path) ? `a value for ${nameOf(path)}` : null;
    if (typeof value !== "string") return null;
    if (isNamedSecret(path) && !isPlaceholder(value)) return `a value for ${nameOf(path)}`;
    return secretIn(value);
}

function mayHoldSecret({ path }: Leaf): boolean {
    return isNamedSecret(path) || path[0] === "connection";
}

function isNamedSecret(path: Leaf["path"]): boolean {
    return namesSecret(nameOf(path));
}

/** Name of the innermost key; what is in a list is called like the list. */
function nameOf(path: Leaf["path"]): string {
    return String(path.findLast((key) => typeof key === "string") ?? "");
}

function inPlain(resource: Resource, at: string, what: string): Violation {
    return {
        ...{ resource, at },
        found: `it holds ${what} in plain`,
        allowed: "a value that is marked as a secret",
        fix: "Take it from a secret of the stack's config with requireSecret, or wrap it in pulumi.secret.",
    };
}

function asOutput(resource: Resource, at: string, what: string): Violation {
    return {
        ...{ resource, at },
        found: `its output holds ${what}`,
        allowed: "outputs without secrets, marked or not",
        fix: "Leave it away: whoever needs it takes it from the stack's config.",
    };
}

/** The stack itself is one of them. */
function isComponent({ type, provider, read }: StackResource): boolean {
    return provider === null && !read && !/^(openstack|command|pulumi:providers):/.test(type);
}
