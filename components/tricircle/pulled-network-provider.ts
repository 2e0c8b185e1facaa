import { type Cloud, CloudError, openCloud } from "../../cloud/cloud.ts";
import { UserError } from "../../plan/user-error.ts";
import { type DynamicProvider, diffOf } from "./dynamic-program.ts";

/** What a pulled network's state holds: no secret, since the credential is read from `clouds.yaml` at each call. */
export interface PulledNetworkInputs {
    /** Site's entry in `clouds.yaml`. */
    readonly cloud: string;
    /** Region of Central Neutron. */
    readonly central: string;
    /** Site's own region. */
    readonly region: string;
    /** Network's name in Central Neutron. */
    readonly name: string;
    readonly cidr: string;
    /** VXLAN identifier of a shared network; 0 for a network of the site's own, whose identifier its region chooses. */
    readonly vni: number;
}

interface Network {
    readonly id: string;
    readonly project_id: string;
    readonly shared: boolean;
    readonly subnets: readonly string[];
    /** @default - its reader may not know */
    readonly "provider:segmentation_id"?: number | null;
}

interface Subnet {
    readonly id: string;
    readonly cidr: string;
}

/**
 * Has a region copy a network of Central Neutron. Two requests that use a network for the first time in one region fail
 * (Tricircle answers 500), so one does, and whatever uses it comes after. Central Neutron takes the copy away with the
 * network itself.
 */
export const provider: DynamicProvider<PulledNetworkInputs> = {
    diff: async (_, olds, news) => diffOf(olds, news),
    async create(inputs) {
        const cloud = await openCloud(inputs.cloud, { timeout: 120_000 });
        const found = await find(cloud, inputs);
        if (found === null) throw new UserError(missing(inputs));
        const { network, subnet } = found;
        assertPlanned(network, subnet, inputs);
        await cloud.request("network", inputs.region, `/networks/${network.id}`);
        await cloud.request("network", inputs.region, `/subnets/${subnet.id}`);
        return { id: network.id, outs: { ...inputs, id: network.id, subnetId: subnet.id } };
    },
    async read(id, state) {
        const found = await find(await openCloud(state.cloud), state);
        if (found === null || found.network.id !== id) return { id: "", props: {} };
        const { network, subnet } = found;
        return { id, props: { ...state, cidr: subnet.cidr, vni: vniOf(network, state), id, subnetId: subnet.id } };
    },
    delete: async () => undefined,
};

/** The network of this name that is shared with all, or the project's own. */
async function find(cloud: Cloud, { central, name, vni }: PulledNetworkInputs) {
    const path = `/networks?name=${encodeURIComponent(name)}`;
    const { networks } = await cloud.request<{ readonly networks: readonly Network[] }>("network", central, path);
    const network = networks.find(({ shared, project_id }) => (vni === 0 ? project_id === cloud.projectId : shared));
    const [subnetId] = network?.subnets ?? [];
    if (network === undefined || subnetId === undefined) return null;
    const subnet = await cloud
        .request<{ readonly subnet: Subnet }>("network", central, `/subnets/${subnetId}`)
        .catch((error: unknown) => {
            if (error instanceof CloudError && error.status === 404) return null;
            throw error;
        });
    return subnet === null ? null : { network, subnet: subnet.subnet };
}

/** Whoever may not see a network's identifier takes it to be the planned one. */
function vniOf(network: Network, { vni }: PulledNetworkInputs): number {
    return vni === 0 ? 0 : (network["provider:segmentation_id"] ?? vni);
}

function missing({ name, central, vni }: PulledNetworkInputs): string {
    const whose = vni === 0 ? "this site's" : "the tower's";
    return `${name}: Central Neutron in ${central} has no such network with a subnet. Run up for ${whose} stack: it makes it.`;
}

function assertPlanned(network: Network, { cidr }: Subnet, inputs: PulledNetworkInputs): void {
    const vni = vniOf(network, inputs);
    if (vni === inputs.vni && cidr === inputs.cidr) return;
    const owner = inputs.vni === 0 ? "" : `VNI ${vni} and `;
    const planned = inputs.vni === 0 ? inputs.cidr : `VNI ${inputs.vni} and ${inputs.cidr}`;
    throw new UserError(
        `${inputs.name}: Central Neutron in ${inputs.central} has it with ${owner}${cidr}, and ${planned} is planned. ` +
            "Run up for the tower's stack first, or delete the other network there.",
    );
}
