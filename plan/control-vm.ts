import type { ControlNicPlan, ControlVmPlan, Destination } from "./control-vm-plan.ts";
import { keystoneOf } from "./keystone.ts";
import { planPool } from "./pool.ts";
import type { ClusterNetworkFile, SiteFile } from "./site-file.ts";
import type { TowerFile } from "./tower-file.ts";

/**
 * TCP ports on which a K-Box's OpenStack answers, by what answers there: its services as they are by default, or the one web
 * server that DevStack puts before all of them.
 */
export function apiPorts(bootstrap: SiteFile["bootstrap"]): Readonly<Record<string, number>> {
    return bootstrap === "devstack" ? { apis: 80 } : { compute: 8774, image: 9292, network: 9696, placement: 8778 };
}

/** Nova's metadata service, which tells a new machine its SSH key; the hypervisor itself answers there. */
const metadata: Destination = { name: "metadata", cidr: "169.254.169.254/32", protocol: "tcp", port: 80 };

/**
 * A machine that has no address yet asks everybody on its link for one (RFC 2131); OVN's own DHCP answers. Neutron's
 * groups let that pass by themselves with other drivers, but not with OVN.
 */
const dhcp: Destination = { name: "dhcp", cidr: "255.255.255.255/32", protocol: "udp", port: 67 };

/** Where a Keystone answers; `null` when its URL has a name and not an address. */
export function keystoneAt(authUrl: string): { readonly address: string; readonly port: number } | null {
    const { hostname, port, protocol } = new URL(authUrl);
    if (!/^\d+(\.\d+){3}$/.test(hostname)) return null;
    return { address: hostname, port: Number(port || (protocol === "https:" ? 443 : 80)) };
}

/** A site's control VM, or `null` when it declares none. Its own K-Cluster, its own region and Keystone are its world. */
export function planControlVm(site: string, file: SiteFile, tower: TowerFile): ControlVmPlan | null {
    if (file.controlVm === null) return null;
    const { management, control } = file.networks;
    const nics = [
        ...planNic(site, "management", management, file.controlVm.management),
        ...planNic(site, "control", control, file.controlVm.control),
    ];
    return {
        name: `${site}-control-vm`,
        ...tower.guest,
        nics,
        sshFrom: `${management?.gateway}/32`,
        reach: [...nics.map(({ kind, cidr }) => anything(kind, cidr)), ...services(file, tower), metadata, dhcp],
    };
}

function planNic(
    site: string,
    kind: ControlNicPlan["kind"],
    network: ClusterNetworkFile | null,
    address: string | null,
): ControlNicPlan[] {
    if (network === null || network.pool === null || address === null) return [];
    const { physical, cidr } = network;
    const gateway = kind === "management" ? network.gateway : null;
    return [{ kind, network: `${site}-${kind}`, physical, cidr, gateway, pool: planPool(network.pool), address }];
}

/** Behind DevStack's web server the APIs may be where Keystone is, and Neutron refuses the same rule a second time. */
function services(file: SiteFile, tower: TowerFile): Destination[] {
    const { kBox, bootstrap } = file;
    const keystone = keystoneAt(keystoneOf(file, tower));
    const apis = Object.entries(apiPorts(bootstrap)).flatMap(([name, port]) =>
        keystone?.address === kBox.address && keystone.port === port ? [] : [service(name, kBox.address, port)],
    );
    return [...apis, ...(keystone === null ? [] : [service("identity", keystone.address, keystone.port)])];
}

function anything(name: string, cidr: string): Destination {
    return { name, cidr, protocol: null, port: null };
}

function service(name: string, address: string, port: number): Destination {
    return { name, cidr: `${address}/32`, protocol: "tcp", port };
}
