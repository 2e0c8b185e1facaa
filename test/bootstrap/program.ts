import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { DevStack } from "../../components/dev-stack.ts";
import type { DevStackPlan, DevStackSecrets } from "../../plan/dev-stack/dev-stack-plan.ts";

// A stack that stops after the bootstrap: the component as it is, and nothing on top of it, since no region comes of it.
const config = new pulumi.Config();
const plan = JSON.parse(readFileSync(process.env.BOOTSTRAP_PLAN ?? "", "utf8")) as DevStackPlan;
const devStack = new DevStack("gist-devstack", {
    plan,
    secrets: config.requireSecretObject<DevStackSecrets>("secrets"),
    privateKey: new pulumi.Config("k-one").requireSecret("kBoxKey"),
});

export const memberRole = devStack.memberRole;
