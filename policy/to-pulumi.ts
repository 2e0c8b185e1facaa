import type {
    Policies,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import { UserError } from "../plan/user-error.ts";
import { describeUndecided, describeViolation, type Finding, isViolation } from "./finding.ts";
import { readResourcesOnce } from "./read-once.ts";
import {
    type Confided,
    confidedIn,
    type Resource,
    resourceFrom,
    type StackResource,
    stackResourcesFrom,
    unwrapped,
} from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import { type Stack, type StackLookup, stackNameIn, stacksIn } from "./stack.ts";

/** The SDK takes more than a text, so that a single finding can be a warning; its types don't say so. */
type Report = (finding: { message: string; urn: string; enforcementLevel?: "advisory" }) => void;
/** What is kept of a run, since each policy is asked alone. */
interface Memory {
    /** Inputs of each resource by its URN: the engine hands outputs to stack policies, in which what was left out is unknown. */
    readonly inputs: Map<string, ResourceValidationArgs["props"]>;
    /** What was confided of a resource, by its URN. */
    readonly confided: Map<string, Confided>;
    /** What all policies are asked about one after the other, by what the SDK has read of it. */
    readonly resources: WeakMap<object, Resource>;
    readonly stacks: WeakMap<object, readonly StackResource[]>;
}
type PulumiPolicy = Policies[number] & Partial<ResourceValidationPolicy & StackValidationPolicy>;

/** The policies as Pulumi's SDK takes them, for one run of one stack. */
export function toPulumi(policies: readonly SitePolicy[], look: StackLookup = stacksIn()): PulumiPolicy[] {
    const lookup: StackLookup = (name) => plainly(() => look(name));
    readResourcesOnce();
    const memory: Memory = { inputs: new Map(), confided: new Map(), resources: new WeakMap(), stacks: new WeakMap() };
    const judging = policies.filter(({ checkResource }) => checkResource !== undefined);
    // What was made is told from what was looked up by being asked about, so one at least must be asked.
    const asked = judging.length === 0 ? policies : judging;
    return policies.map((policy) => ({
        ...metadata(policy),
        ...(policy.readsSecrets === true ? { remediateResource: remembering(memory) } : {}),
        ...(asked.includes(policy) ? { validateResource: resourceValidation(policy, lookup, memory) } : {}),
        ...(policy.checkStack === undefined ? {} : { validateStack: stackValidation(policy, lookup, memory) }),
    })) as PulumiPolicy[];
}

/** Pulumi shows an error's stack. What its user can mend is shown as its message alone. */
function plainly<T>(work: () => T): T {
    try {
        return work();
    } catch (problem) {
        if (problem instanceof UserError) problem.stack = problem.message;
        throw problem;
    }
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

/** Policies that remedy are asked first: for all others the SDK unwraps secrets, and the engine hides what is called `__…`. */
function remembering({ confided }: Memory) {
    return (args: ResourceValidationArgs): void => {
        confided.set(args.urn, confidedIn(args.props));
    };
}

function resourceValidation(policy: SitePolicy, lookup: StackLookup, memory: Memory) {
    return (args: ResourceValidationArgs, report: unknown): void => {
        const check = checkOf(policy, lookup(stackNameIn(args.urn)), args);
        const resource = resourceOf(args, memory);
        const findings = policy.checkResource?.(resource, check) ?? [];
        tell(findings, { policy, check, report: report as Report });
    };
}

function resourceOf(args: ResourceValidationArgs, { inputs, confided, resources }: Memory): Resource {
    const sent = unwrapped(args.props);
    const resource = resources.get(sent) ?? resourceFrom(args, confided.get(args.urn));
    resources.set(sent, resource);
    inputs.set(args.urn, args.props);
    return resource;
}

function stackValidation(policy: SitePolicy, lookup: StackLookup, memory: Memory) {
    return (args: StackValidationArgs, report: unknown): void => {
        const [first] = args.resources;
        if (first === undefined) return;
        const check = checkOf(policy, lookup(stackNameIn(first.urn)), args);
        const findings = policy.checkStack?.(stackOf(args, unwrapped(first.props), memory), check) ?? [];
        tell(findings, { policy, check, report: report as Report });
    };
}

/** @param first Resource that a stack is known by, as it was sent this time. */
function stackOf({ resources }: StackValidationArgs, first: object, { inputs, stacks }: Memory) {
    const stack = stacks.get(first) ?? stackResourcesFrom(resources, (urn) => inputs.get(urn));
    stacks.set(first, stack);
    return stack;
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
