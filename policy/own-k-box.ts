import type { SitePlan, SshTarget } from "../plan/environment-plan.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { isOurDynamic } from "./our-dynamic.ts";
import { notKnown, type Resource, type StackResource } from "./resource.ts";
import type { SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** Where a site's commands may go: each address with the host key that proves it. */
type Targets = ReadonlyMap<string, string>;

/** Remote commands go to the site's own K-Box, or over it to the boxes of its K-Cluster, and nothing else runs elsewhere. */
export const ownKBox: SitePolicy = {
    name: "own-k-box",
    description:
        "A site's stack may give commands to its own K-Cluster only, and only to machines that prove who they are: all " +
        "K-Boxes form one tower, but none may manage another site's boxes.",
    severity: "critical",
    remedy: "Take host, port, user and host key from the site's file; log in with a key or an agent.",
    readsSecrets: true,
    *checkResource(resource, { stack }) {
        if (resource.type.startsWith("command:remote:")) yield* judgeConnection(resource, stack);
        else if (!isOurDynamic(resource, stack)) yield* judgeReach(resource);
    },
    /** What is only looked up passes no other check. */
    *checkStack(resources) {
        for (const resource of resources.filter(({ read }: StackResource) => read)) yield* judgeReach(resource);
    },
};

/** Parts of OpenStack that make others, by a template of their own. */
const makers = /^openstack:(orchestration|containerinfra)\//;

/** Nothing can be said of where other programs go. */
function* judgeReach(resource: Resource): Iterable<Violation> {
    if (makers.test(resource.type)) yield* refuseMaker(resource);
    const reference = resource.type === "pulumi:pulumi:StackReference";
    if (!reference && (resource.provider === null || /^(openstack:|command:remote:|pulumi:)/.test(resource.type)))
        return;
    yield {
        resource,
        found: reference
            ? "it reads another stack's live outputs"
            : `${resource.type} runs on the computer of whoever runs Pulumi, or goes where nobody can tell`,
        allowed: "OpenStack's resources and remote commands on the site's own K-Box",
        fix: "Compute it from the stack files, or do it in a remote command.",
    };
}

function* refuseMaker(resource: Resource): Iterable<Violation> {
    yield {
        resource,
        found: `${resource.type} lets OpenStack make what nobody sees here`,
        allowed: "resources that Pulumi itself makes",
        fix: "Declare each of them as a resource of the stack.",
    };
}

function* judgeConnection(resource: Resource, stack: Stack): Iterable<Finding> {
    if (resource.get("connection") === notKnown) {
        yield { resource, unknown: "connection" };
        return;
    }
    const kBox = kBoxOf(stack);
    const direct: Targets = kBox === null ? new Map() : new Map([[kBox.address, kBox.hostKey]]);
    const proxied = resource.get("connection", "proxy") !== undefined;
    yield* judgeHost(resource, ["connection"], proxied ? boxesOf(stack) : direct, stack);
    yield* judgeLogin(resource, ["connection"]);
    if (!proxied) return;
    yield* judgeHost(resource, ["connection", "proxy"], direct, stack);
    yield* judgeLogin(resource, ["connection", "proxy"]);
}

function* judgeHost(resource: Resource, path: readonly string[], targets: Targets, stack: Stack): Iterable<Violation> {
    const [host, hostKey] = [resource.get(...path, "host"), resource.get(...path, "hostKey")];
    const expected = targets.get(String(host));
    if (expected === undefined) {
        yield {
            ...{ resource, at: [...path, "host"].join(".") },
            found: `it goes to ${shown(host)}${whose(host, stack.plan.sites)}`,
            allowed: [...targets.keys()].join(", ") || "no remote command",
            fix: `Use the kBox of ${stack.file}; a box of the K-Cluster is reached over it as proxy.`,
        };
    } else if (withoutComment(hostKey) !== withoutComment(expected)) {
        yield {
            ...{ resource, at: [...path, "hostKey"].join(".") },
            found:
                hostKey === undefined
                    ? "no host key is given, so that any machine may answer"
                    : "it is another host key",
            allowed: expected,
            fix: `Use the hostKey that ${stack.file} declares for ${shown(host)}.`,
        };
    }
}

/** A password, even a secret one, goes to whoever answers. */
function* judgeLogin(resource: Resource, path: readonly string[]): Iterable<Violation> {
    const has = (input: string) => resource.get(...path, input) !== undefined;
    const allowed = "a private key as a secret, or an SSH agent";
    const fix = "Set privateKey from the stack's secret k-one:kBoxKey, or agentSocketPath.";
    if (has("password")) {
        yield {
            ...{ resource, at: [...path, "password"].join("."), allowed, fix },
            found: "it logs in with a password",
        };
    }
    if (!has("privateKey") && !has("agentSocketPath")) {
        yield { ...{ resource, at: path.join("."), allowed, fix }, found: "it has neither key nor agent" };
    }
}

/** The tower has none, unless it lives on a site's, or DevStack makes it on a machine of its own. */
function kBoxOf({ site, plan }: Stack): SshTarget | null {
    const own = site ?? plan.sites.find((candidate) => candidate.site === plan.tower.host);
    return own?.kBox ?? plan.tower.devStack?.machine ?? null;
}

function boxesOf({ site }: Stack): Targets {
    return new Map((site?.boxes ?? []).map(({ address, hostKey }) => [address, hostKey]));
}

function whose(host: unknown, sites: readonly SitePlan[]): string {
    const site = sites.find(({ kBox }) => kBox.address === host);
    return site === undefined ? "" : `, which is ${site.site}'s K-Box`;
}

function withoutComment(hostKey: unknown): string {
    return typeof hostKey === "string" ? hostKey.split(" ").slice(0, 2).join(" ") : "";
}
