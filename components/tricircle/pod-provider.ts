import { type Cloud, CloudError, openCloud } from "../../cloud/cloud.ts";
import { UserError } from "../../plan/user-error.ts";
import { type DynamicProvider, diffOf } from "./dynamic-program.ts";

/** What a pod's state holds: no secret, since the credential is read from `clouds.yaml` at each call. */
export interface PodInputs {
    /** Entry in `clouds.yaml` with an administrator's rights. */
    readonly cloud: string;
    /** Region of Tricircle's Admin API. */
    readonly central: string;
    readonly region: string;
    /** Empty for the Central Region itself. */
    readonly availabilityZone: string;
}

/** A pod as the Admin API shows it. */
interface Pod {
    readonly pod_id: string;
    readonly region_name: string;
    readonly az_name: string;
}

/**
 * Makes pods in Tricircle's Admin API. One that is there already with the planned values is taken over, as an interrupted
 * run or somebody's hands have left it; with other values it is an error that says so.
 */
export const provider: DynamicProvider<PodInputs> = {
    diff: async (_, olds, news) => diffOf(olds, news),
    async create(inputs) {
        const cloud = await openCloud(inputs.cloud);
        const { pods } = await ask<{ readonly pods: readonly Pod[] }>(cloud, inputs, "/pods");
        const known = pods.find(({ region_name }) => region_name === inputs.region);
        if (known !== undefined) return { id: takenOver(known, inputs), outs: inputs };
        assertOneTop(pods, inputs);
        const body = { pod: { region_name: inputs.region, az_name: inputs.availabilityZone } };
        const { pod } = await ask<{ readonly pod: Pod }>(cloud, inputs, "/pods", { method: "POST", body });
        return { id: pod.pod_id, outs: inputs };
    },
    async read(id, state) {
        const found = await unlessGone(openCloud(state.cloud).then((cloud) => show(cloud, id, state)));
        if (found === null) return { id: "", props: {} };
        const { region_name: region, az_name: availabilityZone } = found;
        return { id, props: { ...state, region, availabilityZone } };
    },
    async delete(id, state) {
        const cloud = await openCloud(state.cloud);
        await unlessGone(ask(cloud, state, `/pods/${id}`, { method: "DELETE" }));
    },
};

type Init = Parameters<Cloud["request"]>[3];

function ask<T>(cloud: Cloud, { central }: PodInputs, path: string, init?: Init): Promise<T> {
    return cloud.request<T>("tricircle", central, path, init);
}

async function show(cloud: Cloud, id: string, state: PodInputs): Promise<Pod> {
    const { pod } = await ask<{ readonly pod: Pod }>(cloud, state, `/pods/${id}`);
    return pod;
}

function takenOver(known: Pod, { region, availabilityZone }: PodInputs): string {
    if (known.az_name === availabilityZone) return known.pod_id;
    throw new UserError(
        `pod ${region} exists in Tricircle's Admin API with availability zone ${shown(known.az_name)}, and ` +
            `${shown(availabilityZone)} is planned. Delete pod ${known.pod_id} there, or correct the site's availabilityZone.`,
    );
}

/** The Admin API knows the Central Region by its empty availability zone, and takes one alone. */
function assertOneTop(pods: readonly Pod[], { region, availabilityZone }: PodInputs): void {
    const top = pods.find(({ az_name }) => az_name === "");
    if (availabilityZone !== "" || top === undefined) return;
    throw new UserError(
        `pod ${region} can't be made: Tricircle's Admin API has the Central Region ${top.region_name} already. ` +
            `Delete pod ${top.pod_id} there, or correct tower.region.`,
    );
}

function shown(availabilityZone: string): string {
    return availabilityZone === "" ? "none" : availabilityZone;
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
    return answer.catch((error: unknown) => {
        if (error instanceof CloudError && error.status === 404) return null;
        throw error;
    });
}
