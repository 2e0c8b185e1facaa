import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../plan/environment-plan.ts";

/** How a machine lets in. */
export interface LoginArgs {
    /** Private SSH key of its user; kept secret, also if it is given in the clear. */
    readonly privateKey: pulumi.Input<string>;
    /**
     * Socket of an SSH agent to ask as well.
     * @default - none, also when SSH_AUTH_SOCK is set.
     */
    readonly agentSocketPath?: pulumi.Input<string>;
}

/**
 * A connection of `@pulumi/command`, whose host key is always checked: to a machine, or through a second one to it.
 *
 * Exactly the fields that the provider knows: it prints the key in an error about one that it doesn't.
 */
export function connectionTo(
    machine: SshTarget,
    login: LoginArgs,
    jump: SshTarget | null = null,
): command.types.input.remote.ConnectionArgs {
    return { ...hop(machine, login), ...(jump === null ? {} : { proxy: hop(jump, login) }) };
}

function hop({ address, port, user, hostKey }: SshTarget, { privateKey, agentSocketPath }: LoginArgs) {
    return {
        host: address,
        port,
        user,
        hostKey,
        privateKey: pulumi.secret(privateKey),
        ...(agentSocketPath === undefined ? {} : { agentSocketPath }),
        dialErrorLimit: 3,
        perDialTimeout: 10,
    };
}
