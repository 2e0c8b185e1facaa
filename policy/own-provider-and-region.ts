import { type EnvironmentPlan, hasKeystone } from "../plan/environment-plan.ts";
import { shown, type Violation } from "./finding.ts";
import type { Resource, ResourceProvider, StackResource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

const provider = "pulumi:providers:openstack";

/** What a provider may say: the rest of its way to the cloud stands in `clouds.yaml`. */
const allowedInputs = ["cloud", "region", "version"];

/** Every OpenStack resource goes through a provider that is bound to its own site's cloud and region. */
export const ownProviderAndRegion: SitePolicy = {
    name: "own-provider-and-region",
    description:
        "A site's stack may touch its own region only: who previews or applies it holds one site in their hands, " +
        "and a mistake or a hostile change there must not reach another one.",
    severity: "critical",
    remedy: "Give every OpenStack resource the provider of its site's Region component; leave `region` to that provider.",
    *checkResource(resource, { stack }) {
        if (resource.type === provider) yield* judgeProvider(resource, stack);
        if (isOpenStack(resource)) yield* judgeUse(resource, stack);
    },
    /** What is only looked up passes no other check. */
    *checkStack(resources, { stack }: Check) {
        for (const resource of resources.filter(isLookedUp)) yield* judgeUse(resource, stack);
    },
};

function isOpenStack({ type }: Resource): boolean {
    return type.startsWith("openstack:");
}

function isLookedUp(resource: StackResource): boolean {
    return resource.read && isOpenStack(resource);
}

/** An explicit provider is a resource of the stack, and is judged there, once. */
function* judgeUse(resource: Resource, stack: Stack): Iterable<Violation> {
    if (resource.provider === null || isDefault(resource.provider)) {
        yield {
            resource,
            found: "it uses OpenStack's default provider, which takes cloud and region from the environment",
            allowed: `a provider with cloud ${stack.place.cloud} and region ${stack.place.region}`,
            fix: "Pass the provider of the site's Region component.",
        };
    }
    yield* judge(resource, "region", resource.get("region") ?? stack.place.region, stack);
    if (throughCentral(resource, stack) && !resource.type.startsWith("openstack:networking/")) {
        yield {
            resource,
            found: `it goes to ${stack.site?.central}, which makes networks alone`,
            allowed: `a provider with region ${stack.place.region}`,
            fix: "Pass the provider of the site's Region component.",
        };
    }
    if (stack.site !== null && resource.type.startsWith("openstack:identity/")) {
        yield {
            resource,
            found: "it is in Keystone, which decides who may do what in whole regions",
            allowed: "resources of the site's own region",
            fix: `Leave projects, users and roles to ${keeper(stack.plan)}.`,
        };
    }
}

/** Who makes them: the tower's stack, or where each site has a Keystone, whoever made that. */
function keeper({ tower }: EnvironmentPlan): string {
    return hasKeystone(tower) ? `stack ${tower.stack}` : "the bootstrap of the site's own Keystone";
}

function* judgeProvider(resource: Resource, stack: Stack): Iterable<Violation> {
    yield* judge(resource, "cloud", resource.get("cloud"), stack);
    const region = resource.get("region");
    if (region === null || region !== stack.site?.central) yield* judge(resource, "region", region, stack);
    for (const input of resource.inputs().filter((name) => !allowedInputs.includes(name))) {
        yield {
            ...{ resource, at: input },
            found: "the provider is told more than its cloud and region",
            allowed: allowedInputs.join(", "),
            fix: `Write it into the entry ${stack.place.cloud} of clouds.yaml.`,
        };
    }
}

function* judge(resource: Resource, at: "cloud" | "region", value: unknown, stack: Stack): Iterable<Violation> {
    const allowed = stack.place[at];
    if (value === allowed) return;
    const other = stack.plan.sites.find((site) => site[at] === value);
    const whose = other === undefined ? "" : `, which is ${other.site}'s`;
    yield {
        ...{ resource, at, allowed },
        found: `${at} is ${shown(value)}${whose}`,
        fix: `Use the ${at} that ${stack.file} says, through the provider of the site's Region component.`,
    };
}

/** Whether a site's resource goes to Tricircle's Central Neutron. */
function throughCentral({ provider: used }: Resource, { site }: Stack): boolean {
    return site !== null && site.central !== null && used?.get("region") === site.central;
}

function isDefault({ name }: ResourceProvider): boolean {
    return name.startsWith("default");
}
