import type { DevStackPlan, LocalrcSetting } from "../../plan/dev-stack/dev-stack-plan.ts";

/** Where the tests' machines are, and what they get their things from. */
export interface Surroundings {
    readonly hostKey: string;
    readonly cubeKey: string;
    readonly ref: string;
    readonly aptMirror: string;
    readonly proxy: string;
}

/** Address of the K-Box. */
export const address = "203.0.113.11";

/** Address of the K-Cube, on the management network. */
export const cubeAddress = "172.16.1.21";

/** Plan of a whole region on the stand-in, with further settings in its `local.conf` that tell the stand-in what to do. */
export function planFor(
    { hostKey, ref, aptMirror, proxy }: Surroundings,
    told: Readonly<Record<string, string>> = {},
    changes: Partial<DevStackPlan> = {},
): DevStackPlan {
    return {
        name: "gist",
        machine: { address, port: 22, user: "root", hostKey },
        jump: null,
        role: "first region",
        region: "RegionOne",
        release: "2025.2",
        source: { gitBase: "git://203.0.113.1", ref, branch: "stable/2025.2", services: {} },
        systems: [{ id: "debian", version: "12", name: "Debian 12" }],
        identity: { authUrl: `http://${address}/identity/v3`, regions: ["CentralRegion"], image: null },
        localConf: { localrc: [{ comment: "All", settings: settings(told), commands: [] }], postConfig: [] },
        openVSwitch: {
            datapath: "netdev",
            bridges: [
                { name: "br-ex", physical: "ext", interface: null, address: "192.168.101.1/24", masquerade: true },
                { name: "br-mgmt", physical: "mgmt", interface: "mgmt0", address: "172.16.1.1/24", masquerade: true },
                { name: "br-net3", physical: "net3", interface: null, address: null, masquerade: false },
            ],
            bridgeMappings: "ext:br-ex,mgmt:br-mgmt,net3:br-net3",
        },
        gate: null,
        mirrors: { apt: aptMirror, pip: null, proxy, noProxy: [address] },
        onDestroy: "remove",
        offline: false,
        timeout: 10,
        controller: null,
        ...changes,
    };
}

/** Plan of a compute node of the region that {@link planFor} makes, behind its K-Box. */
export function nodePlanFor(surroundings: Surroundings, changes: Partial<DevStackPlan> = {}): DevStackPlan {
    const region = planFor(surroundings, { HOST_IP: cubeAddress, SERVICE_HOST: address }, changes);
    return {
        ...region,
        name: "gist-cube1",
        machine: { ...region.machine, address: cubeAddress, hostKey: surroundings.cubeKey },
        jump: region.machine,
        role: "compute",
        identity: { ...region.identity, regions: [] },
        openVSwitch: { datapath: "netdev", bridges: [], bridgeMappings: "" },
        controller: region.machine,
    };
}

function settings(told: Readonly<Record<string, string>>): readonly LocalrcSetting[] {
    return [
        { name: "HOST_IP", value: address },
        { name: "REGION_NAME", value: "RegionOne" },
        { name: "ADMIN_PASSWORD", value: { secret: "admin" } },
        { name: "DATABASE_PASSWORD", value: { secret: "database" } },
        { name: "RABBIT_PASSWORD", value: { secret: "rabbit" } },
        { name: "SERVICE_PASSWORD", value: { secret: "service" } },
        ...Object.entries(told).map(([name, value]) => ({ name, value })),
    ];
}
