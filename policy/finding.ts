import { notKnown, type Resource } from "./resource.ts";

/** Something that a policy refuses. */
export interface Violation {
    readonly resource: Resource;
    /**
     * Input that is wrong, such as `fixedIps[0].ipAddress`.
     * @default - the resource as a whole
     */
    readonly at?: string;
    /** What is there, as a clause: `region is RegionTwo, which is korea's`. */
    readonly found: string;
    /** What may be there: `RegionOne`. */
    readonly allowed: string;
    /** What to do, as a sentence. */
    readonly fix: string;
}

/** Something that can't be decided before a value is known. */
export interface Undecided {
    readonly resource: Resource;
    /** Input that isn't known yet. */
    readonly unknown: string;
}

/** What a policy has to say. */
export type Finding = Violation | Undecided;

/** Whether a finding is a violation. */
export function isViolation(finding: Finding): finding is Violation {
    return "found" in finding;
}

/** A violation as its reader sees it: where, what was found, what is allowed and how to mend it. */
export function describeViolation({ resource, at, found, allowed, fix }: Violation): string {
    const place = at === undefined ? resource.name : `${resource.name}.${at}`;
    return `${place}: ${found}. Allowed: ${allowed}. ${fix}`;
}

/** What is shown when it can't be decided yet. */
export function describeUndecided({ resource, unknown }: Undecided): string {
    return `${resource.name}.${unknown}: not known in this preview. \`up\` decides before it touches the resource.`;
}

/** A value in a message: text as it is, what isn't known in words. */
export function shown(value: unknown): string {
    if (value === notKnown) return "not known before it is made";
    if (value === undefined) return "missing";
    return typeof value === "string" ? value : JSON.stringify(value);
}
