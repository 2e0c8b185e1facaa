import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { DevStackPlan, DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { after } from "./after.ts";
import { connectionTo, type LoginArgs } from "./connection.ts";
import {
    admitCommand,
    admitInput,
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
    /**
     * Password of the site's user in a Keystone of the site's own, a secret.
     * @default - none: the plan has no such user
     */
    readonly sitePassword?: pulumi.Input<string>;
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
        this.memberRole = this.look(name, args, this.admit(name, args, connection, stack));
        this.registerOutputs({ memberRole: this.memberRole });
    }

    /** What a secret goes into is secret as a whole, so that it goes ahead of `stack.sh`, whose progress must be read. */
    private stack(
        name: string,
        { plan, secrets, privateKey }: DevStackArgs,
        connection: ReturnType<typeof connectionTo>,
        host: pulumi.Resource,
    ): pulumi.Resource {
        const input = inputOf(plan, secrets);
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

    /** The user is made anew whenever the machine is stacked anew, since Keystone is empty then. */
    private admit(
        name: string,
        { plan, secrets, privateKey, sitePassword }: DevStackArgs,
        connection: ReturnType<typeof connectionTo>,
        stack: pulumi.Resource,
    ): pulumi.Resource {
        const { siteUser } = plan;
        if (siteUser === undefined) return stack;
        const password = sitePassword ?? missing(siteUser);
        const stdin = pulumi
            .all([password, inputOf(plan, secrets), privateKey])
            .apply(([value, text, key]) => admitInput(siteUser, value, stackMark(text, key)));
        return new command.remote.Command(
            `${name}-user`,
            { connection, create: admitCommand(plan), stdin: pulumi.secret(stdin), addPreviousOutputInEnv: false },
            { parent: this, dependsOn: stack },
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

function inputOf(plan: DevStackPlan, secrets: pulumi.Input<DevStackSecrets>): pulumi.Output<string> {
    return pulumi.secret(pulumi.output(secrets).apply((values) => stackInput(plan, values)));
}

function missing(user: string): never {
    throw new Error(`no password was given for ${user}`);
}
