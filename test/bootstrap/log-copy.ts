import { copyDevStackLogs } from "../../cli/k-box/dev-stack-log.ts";
import type { PulumiSettings } from "../../cli/pulumi.ts";
import type { DevStackPlan } from "../../plan/dev-stack/dev-stack-plan.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";

/** What a test gives this program, which runs in the lab's network as `k-one up` does. */
interface LogCopy {
    readonly pulumi: PulumiSettings;
    readonly logs: string;
    readonly devStack: DevStackPlan;
}

const { pulumi, logs, devStack } = JSON.parse(process.env.BOOTSTRAP_COPY ?? "") as LogCopy;
const plan = { tower: { devStack } } as EnvironmentPlan;
const failures = [{ resource: "tower-devstack-stack", message: "it failed" }];
const { signal } = new AbortController();
const told = await copyDevStackLogs({ pulumi, plan, logs }, { stack: "bootstrap", site: null }, failures, signal);
process.stdout.write(told.join("\n"));
