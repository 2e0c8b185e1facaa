import type { DevStackPlan } from "../plan/dev-stack/dev-stack-plan.ts";
import { notKnown, type StackResource } from "./resource.ts";
import type { Stack } from "./stack.ts";

/** Says what it has found on the machine that it asks, and `memberRole=<id>` in the end. */
const health = /^(sudo -n )?python3 -B \/usr\/local\/lib\/k-one\/devstack\/k-one-devstack health [0-9a-f]+$/;

/**
 * Whether a grant is of Keystone's role `member`: the one of the tower's file, or where DevStack makes Keystone the one that
 * its health gate tells.
 */
export function isMemberRole(
    grant: StackResource,
    { plan }: Pick<Stack, "plan">,
    all: readonly StackResource[],
): boolean {
    const { memberRole, devStack } = plan.tower;
    const given = grant.get("roleId");
    if (devStack === null) return given === memberRole;
    const told = all.filter((resource) => tells(resource, devStack));
    if (given !== notKnown) return told.some((resource) => given === toldBy(resource));
    const sources = grant.sources("roleId");
    return sources.length > 0 && sources.every((source) => told.includes(source));
}

function tells(resource: StackResource, { machine }: DevStackPlan): boolean {
    const command = resource.get("create");
    return (
        resource.type === "command:remote:Command" &&
        resource.get("connection", "host") === machine.address &&
        typeof command === "string" &&
        health.test(command)
    );
}

function toldBy(resource: StackResource): string | undefined {
    return /^memberRole=(\S+)$/m.exec(String(resource.output("stdout")))?.[1];
}
