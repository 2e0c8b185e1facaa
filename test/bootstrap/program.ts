import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { DevStack } from "../../components/dev-stack.ts";
import type { DevStackPlan, DevStackSecrets } from "../../plan/dev-stack/dev-stack-plan.ts";

// A stack that stops after the bootstrap: the component as it is, and nothing on top of it, since no region comes of it.
const config = new pulumi.Config();
const [plan, ...nodes] = JSON.parse(readFileSync(process.env.BOOTSTRAP_PLAN ?? "", "utf8")) as [
    DevStackPlan,
    ...DevStackPlan[],
];
const login = {
    secrets: config.requireSecretObject<DevStackSecrets>("secrets"),
    privateKey: new pulumi.Config("k-one").requireSecret("kBoxKey"),
};
const devStack = new DevStack("gist-devstack", { plan, ...login });
for (const node of nodes) new DevStack(`gist-devstack-${node.name}`, { plan: node, ...login }, { dependsOn: devStack });

export const memberRole = devStack.memberRole;
