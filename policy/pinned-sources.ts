import { fetchesIn, isPinned } from "./fetches.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { types } from "./openstack-types.ts";
import { notKnown, type Resource } from "./resource.ts";
import { scriptsOf } from "./scripts.ts";
import type { SitePolicy } from "./site-policy.ts";

/** What is fetched is the same tomorrow. */
export const pinnedSources: SitePolicy = {
    name: "pinned-sources",
    description:
        "A branch or a URL gives something else tomorrow, without a change that anybody could review: whoever owns it " +
        "owns the K-Box.",
    severity: "high",
    remedy: "Name a tag or a commit; write an image's SHA-256 beside its URL.",
    prowler: ["image_signature_verification_enabled"],
    *checkResource(resource) {
        if (resource.type === types.image) yield* judgeImage(resource);
        for (const { at, text } of scriptsOf(resource)) {
            if (text === notKnown) yield { resource, unknown: at };
            else yield* judgeScript(resource, at, text);
        }
    },
};

function* judgeScript(resource: Resource, at: string, text: string): Iterable<Violation> {
    for (const { by, ref } of fetchesIn(text, environmentOf(resource))) {
        if (ref !== null && isPinned(ref)) continue;
        yield {
            ...{ resource, at },
            found: ref === null ? `${by} takes whatever is there` : `${by} takes ${ref}, which can move`,
            allowed: "a tag such as v1.2.0, or a full commit id",
            fix: "Name the tag or the commit; a tag without a version is written refs/tags/<tag>.",
        };
    }
}

function environmentOf(resource: Resource): Readonly<Record<string, string>> {
    const environment = resource.get("environment");
    if (typeof environment !== "object" || environment === null) return {};
    return Object.fromEntries(Object.entries(environment).filter(([, value]) => typeof value === "string"));
}

function* judgeImage(resource: Resource): Iterable<Finding> {
    const url = resource.get("imageSourceUrl");
    if (url === undefined) return;
    const checksum = resource.get("properties", "sha256");
    if (checksum === notKnown) yield { resource, unknown: "properties.sha256" };
    else if (typeof checksum !== "string" || !/^[0-9a-f]{64}$/i.test(checksum)) {
        yield image(resource, "properties.sha256", `${shown(url)} has no checksum (${shown(checksum)})`);
    }
    const verified = resource.get("verifyChecksum") ?? true;
    if (verified !== true) yield image(resource, "verifyChecksum", `verifyChecksum is ${shown(verified)}`);
}

function image(resource: Resource, at: string, found: string): Violation {
    return {
        ...{ resource, at, found },
        allowed: "properties.sha256 with the image's 64 hex digits, and verifyChecksum",
        fix: "Write the checksum that the image's maker publishes.",
    };
}
