import { UserError } from "../plan/user-error.ts";

/** What a stack's name stands for. */
export interface StackName {
    /** Environment's name, such as `lab`. */
    readonly environment: string;
    /** Site's name, or `tower`. */
    readonly owner: string;
}

/** Takes a stack's name, such as `lab-gist`, apart. An environment's name has no hyphen, a site's may have some. */
export function parseStackName(stack: string): StackName {
    const [, environment, owner] = /^([^-]+)-(.+)$/.exec(stack) ?? [];
    if (environment === undefined || owner === undefined) {
        throw new UserError(
            `stack ${stack}: the name doesn't say which environment and site it is. ` +
                "Allowed: <environment>-<site> and <environment>-tower, such as lab-gist. " +
                "Select such a stack with `pulumi stack select`.",
        );
    }
    return { environment, owner };
}
