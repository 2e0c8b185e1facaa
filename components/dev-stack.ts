import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { DevStackPlan, DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { after } from "./after.ts";
import { connectionTo, type LoginArgs } from "./connection.ts";
import {
    countInCommand,
    handOverCommand,
    healthCommand,
    hostBundle,
    hostCommand,
    memberRoleIn,
    stackCommand,
    stackInput,
    stackMark,
    takeBackCommand,
    unhostCommand,
    unstackCommand,
} from "./dev-stack-script.ts";

/** What a {@link DevStack} needs. */
export interface DevStackArgs extends LoginArgs {
    readonly plan: DevStackPlan;
    /** What `local.conf` holds; kept secret, also if it is given in the clear. */
    readonly secrets: pulumi.Input<DevStackSecrets>;
}

/**
 * A bare machine that DevStack makes a tower, a region or a compute node of: the machine prepared, `stack.sh` run as a unit
 * of the machine's own, and then a look whether it works. Whoever depends on it waits for all of that.
 */
export class DevStack extends pulumi.ComponentResource {
    /** Id of Keystone's role `member`; empty where the machine has no Keystone of its own. */
    declare readonly memberRole: pulumi.Output<string>;

    constructor(name: string, args: DevStackArgs, opts?: pulumi.ComponentResourceOptions) {
        super("k-one:index:DevStack", name, {}, opts);
        const { plan } = args;
        const connection = connectionTo(plan.machine, args, plan.jump);
        // No `update` and no `triggers`: each `create` can be repeated, finds out itself what is left to do, and runs again in
        // place when something changes.
        const host = new command.remote.Command(
            `${name}-host`,
            {
                connection,
                create: hostCommand(plan.machine),
                delete: unhostCommand(plan),
                stdin: hostBundle(plan),
                addPreviousOutputInEnv: false,
            },
            { parent: this, ...after(opts) },
        );
        const stack = this.stack(name, args, connection, host);
        this.memberRole = this.look(name, args, stack);
        this.registerOutputs({ memberRole: this.memberRole });
    }

    /** What a secret goes into is secret as a whole, so that it goes ahead of `stack.sh`, whose progress must be read. */
    private stack(
        name: string,
        { plan, secrets, privateKey }: DevStackArgs,
        connection: ReturnType<typeof connectionTo>,
        host: pulumi.Resource,
    ): pulumi.Resource {
        const input = pulumi.secret(pulumi.output(secrets).apply((values) => stackInput(plan, values)));
        const handedOver = new command.remote.Command(
            `${name}-secrets`,
            {
                connection,
                create: handOverCommand(plan),
                delete: takeBackCommand(plan),
                stdin: input,
                addPreviousOutputInEnv: false,
            },
            { parent: this, dependsOn: host },
        );
        const mark = pulumi.all([input, privateKey]).apply(([text, key]) => stackMark(text, key));
        return new command.remote.Command(
            `${name}-stack`,
            {
                connection,
                create: stackCommand(plan),
                delete: unstackCommand(plan),
                stdin: pulumi.unsecret(mark),
                addPreviousOutputInEnv: false,
            },
            { parent: this, dependsOn: handedOver },
        );
    }

    /** Asks the machine itself, or for a compute node the K-Box that it works for. */
    private look(name: string, args: DevStackArgs, stack: pulumi.Resource): pulumi.Output<string> {
        const { plan } = args;
        const health = new command.remote.Command(
            `${name}-health`,
            {
                connection: connectionTo(plan.controller ?? plan.machine, args, plan.controller ? null : plan.jump),
                create: plan.controller ? countInCommand(plan.controller, plan) : healthCommand(plan),
                addPreviousOutputInEnv: false,
            },
            { parent: this, dependsOn: stack },
        );
        return health.stdout.apply(memberRoleIn);
    }
}
