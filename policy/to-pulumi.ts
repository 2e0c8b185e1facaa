import type {
    Policies,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import { describeUndecided, describeViolation, type Finding, isViolation } from "./finding.ts";
import { resourceFrom, secretsIn, stackResourcesFrom } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import { type Stack, type StackLookup, stackNameIn, stacksIn } from "./stack.ts";

/** The SDK takes more than a text, so that a single finding can be a warning; its types don't say so. */
type Report = (finding: { message: string; urn: string; enforcementLevel?: "advisory" }) => void;
type Inputs = Map<string, ResourceValidationArgs["props"]>;
/** Paths of a resource's secrets by its URN. */
type Secrets = Map<string, ReadonlySet<string>>;
interface Memory {
    readonly inputs: Inputs;
    readonly secrets: Secrets;
}
type PulumiPolicy = Policies[number] & Partial<ResourceValidationPolicy & StackValidationPolicy>;

/** The policies as Pulumi's SDK takes them, for one run of one stack. */
export function toPulumi(policies: readonly SitePolicy[], lookup: StackLookup = stacksIn()): PulumiPolicy[] {
    // The engine hands outputs to stack policies, in which what the program left out is as unknown as what it hides.
    const inputs: Inputs = new Map();
    const secrets: Secrets = new Map();
    return policies.map((policy) => ({
        ...metadata(policy),
        ...(policy.readsSecrets === true ? { remediateResource: rememberingSecrets(secrets) } : {}),
        ...(policy.checkResource === undefined
            ? {}
            : { validateResource: resourceValidation(policy, lookup, { inputs, secrets }) }),
        ...(policy.checkStack === undefined ? {} : { validateStack: stackValidation(policy, lookup, inputs) }),
    })) as PulumiPolicy[];
}

function metadata(policy: SitePolicy) {
    const { name, description, severity, remedy, enforcement = "mandatory", prowler = [], settings = {} } = policy;
    const framework = {
        name: "Prowler",
        version: "5",
        reference: prowler.join(", "),
        specification: "OpenStack provider's checks",
    };
    return {
        ...{ name, description, severity, remediationSteps: remedy },
        enforcementLevel: policy.readsSecrets === true ? ("remediate" as const) : enforcement,
        configSchema: { properties: settings },
        ...(prowler.length === 0 ? {} : { framework, url: `https://hub.prowler.com/check/${prowler[0]}` }),
    };
}

/** The SDK unwraps secrets for all policies but those that remedy, which the engine asks first. */
function rememberingSecrets(secrets: Secrets) {
    return (args: ResourceValidationArgs): void => {
        secrets.set(args.urn, new Set(secretsIn(args.props)));
    };
}

function resourceValidation(policy: SitePolicy, lookup: StackLookup, { inputs, secrets }: Memory) {
    return (args: ResourceValidationArgs, report: unknown): void => {
        inputs.set(args.urn, args.props);
        const check = checkOf(policy, lookup(stackNameIn(args.urn)), args);
        tell(policy.checkResource?.(resourceFrom(args, secrets.get(args.urn)), check) ?? [], {
            policy,
            check,
            report: report as Report,
        });
    };
}

function stackValidation(policy: SitePolicy, lookup: StackLookup, inputs: Inputs) {
    return (args: StackValidationArgs, report: unknown): void => {
        const [first] = args.resources;
        if (first === undefined) return;
        const check = checkOf(policy, lookup(stackNameIn(first.urn)), args);
        const resources = stackResourcesFrom(args.resources, (urn) => inputs.get(urn));
        tell(policy.checkStack?.(resources, check) ?? [], { policy, check, report: report as Report });
    };
}

function checkOf({ settings = {} }: SitePolicy, stack: Stack, args: Pick<ResourceValidationArgs, "getConfig">): Check {
    const defaults = Object.entries(settings).map(([name, schema]) => [name, schema.default]);
    return { stack, settings: { ...Object.fromEntries(defaults), ...args.getConfig() } };
}

interface Telling {
    readonly policy: SitePolicy;
    readonly check: Check;
    readonly report: Report;
}

/** Reports every finding; what has an exception, and what can't be decided yet, only as a warning. */
function tell(findings: Iterable<Finding>, { policy, check, report }: Telling): void {
    const excepted = exceptionsFrom(policy, check);
    for (const finding of findings) {
        const { urn, name } = finding.resource;
        const reason = excepted.get(name);
        const text = isViolation(finding) ? describeViolation(finding) : describeUndecided(finding);
        if (isViolation(finding) && reason === undefined) report({ message: text, urn });
        else report({ message: text + exceptionNote(reason), urn, enforcementLevel: "advisory" });
    }
}

/** Reasons by the names of the resources that this policy lets pass. */
function exceptionsFrom({ name }: SitePolicy, { stack }: Check): ReadonlyMap<string, string> {
    const mine = stack.plan.tower.exceptions.filter(({ policy }) => policy === name);
    return new Map(mine.map(({ resource, reason }) => [resource, reason]));
}

function exceptionNote(reason: string | undefined): string {
    return reason === undefined ? "" : ` Let pass by the tower's exception: ${reason}.`;
}
