import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { DevStack } from "../../components/dev-stack.ts";
import {
    admitCommand,
    handOverCommand,
    hostBundle,
    hostCommand,
    stackCommand,
    stackInput,
} from "../../components/dev-stack-script.ts";
import type { DevStackPlan } from "../../plan/dev-stack/dev-stack-plan.ts";
import { named, type Recording, record } from "./mocks.ts";
import { devStackPlan, devStackSecrets } from "./sample-dev-stack.ts";

const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----";
const make = (plan: DevStackPlan, preview = false) =>
    record(() => new DevStack("gist-devstack", { plan, secrets: devStackSecrets, privateKey }), { preview });
const plan = devStackPlan();
const cube = { ...plan.machine, address: "172.16.1.21" };

describe("DevStack", () => {
    let gist: Recording<DevStack>;
    beforeAll(async () => {
        gist = await make(plan);
    });

    test("prepares the machine, stacks it, and looks whether it works, one after the other", () => {
        const steps = ["host", "secrets", "stack", "health"];
        const [host, secrets, stack, health] = steps.map((step) => named(gist, `gist-devstack-${step}`));
        expect(host?.inputs).toMatchObject({ create: hostCommand(plan.machine), stdin: hostBundle(plan) });
        expect(secrets?.inputs.create).toBe(handOverCommand(plan));
        expect(secrets?.dependencies).toEqual([host?.urn]);
        expect(stack?.inputs.create).toBe(stackCommand(plan));
        expect(stack?.dependencies).toContain(secrets?.urn);
        expect(health?.dependencies).toEqual([stack?.urn]);
    });

    test("makes the site's user in a Keystone of its own, anew whenever that was stacked anew", async () => {
        const own = { ...plan, siteUser: "k-one-gist" };
        const makeOwn = (sitePassword: string, secrets = devStackSecrets) =>
            record(() => new DevStack("gist-devstack", { plan: own, secrets, privateKey, sitePassword }));
        const made = await makeOwn("planted");
        const user = named(made, "gist-devstack-user");
        expect(user.inputs.create).toBe(admitCommand(own));
        expect(user.dependencies).toEqual([named(made, "gist-devstack-stack").urn]);
        expect(named(made, "gist-devstack-health").dependencies).toEqual([user.urn]);
        const input = ({ inputs: { stdin } }: typeof user) => {
            expect(pulumi.runtime.isRpcSecret(stdin)).toBe(true);
            return String(pulumi.runtime.unwrapRpcSecret(stdin));
        };
        expect(JSON.parse(Buffer.from(input(user), "base64").toString())).toMatchObject({
            name: "k-one-gist",
            password: "planted",
        });
        const renewed = await makeOwn("planted", { ...devStackSecrets, rabbit: "another one" });
        expect(input(named(renewed, "gist-devstack-user"))).not.toBe(input(user));
        const passwordOnly = await makeOwn("another");
        expect(named(passwordOnly, "gist-devstack-stack").inputs.stdin).toBe(
            named(made, "gist-devstack-stack").inputs.stdin,
        );
        await expect(
            record(() => new DevStack("gist-devstack", { plan: own, secrets: devStackSecrets, privateKey })),
        ).rejects.toThrow("no password was given for k-one-gist");
    });

    test("keeps what holds secrets secret, and shows them nowhere else", () => {
        const { stdin } = named(gist, "gist-devstack-secrets").inputs;
        expect(pulumi.runtime.isRpcSecret(stdin)).toBe(true);
        expect(pulumi.runtime.unwrapRpcSecret(stdin)).toBe(stackInput(plan, devStackSecrets));
        const others = gist.resources.map(({ inputs: { stdin: _, connection: __, ...rest } }) => rest);
        for (const secret of Object.values(devStackSecrets)) expect(JSON.stringify(others)).not.toContain(secret);
    });

    test("has nothing secret in what runs stack.sh, so that Pulumi hides none of its progress", () => {
        const { connection: _, ...others } = named(gist, "gist-devstack-stack").inputs;
        for (const input of Object.values(others)) expect(pulumi.runtime.isRpcSecret(input)).toBe(false);
    });

    test("stacks again when a secret has changed, and for nothing that doesn't reach the machine", async () => {
        const mark = (made: Recording<DevStack>) => named(made, "gist-devstack-stack").inputs.stdin;
        const renewed = { ...devStackSecrets, admin: "another one" };
        const other = await record(() => new DevStack("gist-devstack", { plan, secrets: renewed, privateKey }));
        expect(mark(other)).not.toBe(mark(gist));
        expect(mark(await make(plan, true))).toBe(mark(gist));
        expect(mark(await make({ ...plan, onDestroy: "stop" }))).toBe(mark(gist));
    });

    test("changes in place: nothing triggers a replacement", () => {
        for (const { inputs } of gist.resources.filter(({ custom }) => custom)) {
            expect(inputs).not.toHaveProperty("triggers");
            expect(inputs).not.toHaveProperty("update");
        }
    });

    test("checks the host key of every connection", () => {
        for (const { inputs } of gist.resources.filter(({ custom }) => custom)) {
            const connection = pulumi.runtime.unwrapRpcSecret(inputs.connection) as Record<string, unknown>;
            expect(connection).toMatchObject({ host: plan.machine.address, hostKey: plan.machine.hostKey });
        }
    });

    test("asks nothing of the machine in a preview", async () => {
        expect((await make(plan, true)).calls).toEqual([]);
    });

    test("reaches a compute node through its K-Box, and has it counted in there", async () => {
        const node = devStackPlan({
            name: "gist-cube1",
            role: "compute",
            machine: cube,
            jump: plan.machine,
            controller: plan.machine,
        });
        const made = await make(node);
        const connection = (step: string) =>
            pulumi.runtime.unwrapRpcSecret(named(made, `gist-devstack-${step}`).inputs.connection);
        expect(connection("stack")).toMatchObject({ host: cube.address, proxy: { host: plan.machine.address } });
        expect(connection("health")).toMatchObject({ host: plan.machine.address });
        expect(connection("health")).not.toHaveProperty("proxy");
        expect(named(made, "gist-devstack-health").inputs.create).toContain(" count-in gist-cube1 ");
    });
});
