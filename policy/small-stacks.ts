import type { SitePolicy } from "./site-policy.ts";

/** A stack stays small enough for a state file that is read and written as a whole. */
export const smallStacks: SitePolicy = {
    name: "small-stacks",
    description:
        "A self-hosted backend reads and writes a stack's state as a whole at each change, so large stacks are slow; and " +
        "what is in one stack is previewed, applied and repaired together.",
    severity: "low",
    remedy: "Move what has an owner of its own into a stack of its own.",
    enforcement: "advisory",
    settings: {
        most: {
            type: "integer",
            default: 100,
            description: "How many resources a stack may have, components included.",
        },
    },
    *checkStack(resources, { settings, stack }) {
        const [first] = resources;
        if (first === undefined || resources.length <= Number(settings.most)) return;
        yield {
            resource: resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? first,
            found: `stack ${stack.name} has ${resources.length} resources`,
            allowed: `${settings.most}`,
            fix: "Move what has an owner of its own into a stack of its own.",
        };
    },
};
