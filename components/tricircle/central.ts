import type * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { SharedTowerPlan } from "../../plan/environment-plan.ts";
import type { CentralPlan, PodPlan } from "../../plan/tricircle/central-plan.ts";
import { CentralNetwork } from "./central-network.ts";
import { Pod } from "./pod.ts";

/** What a {@link Central} needs. */
export interface CentralArgs {
    readonly tower: SharedTowerPlan;
    readonly central: CentralPlan;
    /** Talks to the Central Region with the tower's credential. */
    readonly provider: openstack.Provider;
}

/** Tricircle's Central Region: a pod of each region, then the shared networks that those have in common. */
export class Central extends pulumi.ComponentResource {
    declare readonly pods: readonly Pod[];
    declare readonly networks: readonly CentralNetwork[];

    constructor(name: string, args: CentralArgs, opts: pulumi.ComponentResourceOptions) {
        super("k-one:index:Central", name, { central: args.central }, opts);
        const { tower, central, provider } = args;
        this.pods = this.makePods(name, args);
        const inCentral = { parent: this, dependsOn: [...this.pods], providers: { openstack: provider } };
        this.networks = tower.sharedNetworks.map((network) => {
            const pool = central.pools[network.name];
            if (pool === undefined) throw new Error(`no pool is planned for ${network.name}`);
            return new CentralNetwork(
                `${name}-${network.name}`,
                { network, pool, protect: tower.production },
                inCentral,
            );
        });
        this.registerOutputs({ pods: central.pods.map(({ region }) => region) });
    }

    /**
     * The Central Region comes first and goes last: Tricircle tells it from the others by its pod. One at a time: two requests
     * at once to an Admin API that has just been started stop it for good.
     */
    private makePods(name: string, { tower, central, provider }: CentralArgs): readonly Pod[] {
        const pods: Pod[] = [];
        for (const pod of central.pods) {
            pods.push(this.makePod(`${name}-pod-${pod.name}`, tower, pod, [pods.at(-1) ?? provider]));
        }
        return pods;
    }

    private makePod(name: string, tower: SharedTowerPlan, pod: PodPlan, dependsOn: pulumi.Resource[]): Pod {
        const { region, availabilityZone } = pod;
        const inputs = { cloud: tower.cloud, central: tower.region, region, availabilityZone };
        return new Pod(name, inputs, { parent: this, protect: tower.production, dependsOn });
    }
}
