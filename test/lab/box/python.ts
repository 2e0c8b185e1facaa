import { join } from "node:path";
import { execa, execaSync } from "execa";

const box = join(import.meta.dirname, "../../../lab/box");
const env = { PYTHONPATH: box, PYTHONDONTWRITEBYTECODE: "1" };

/** Whether this host can run what a machine runs; a machine always can. */
export const hasPython = execaSync("python3", ["--version"], { reject: false }).exitCode === 0;

/** Runs a piece of Python with the box's package and returns what it prints as JSON. */
export function python<T>(code: string, ...args: string[]): T {
    return JSON.parse(execaSync("python3", ["-c", code, ...args], { env }).stdout) as T;
}

/** The same, for code that talks to a server in this process. */
export async function pythonAsync(code: string, ...args: string[]): Promise<void> {
    await execa("python3", ["-c", code, ...args], { env });
}

/** machine.json of a site's K-Box. */
export const site = {
    role: "site",
    name: "lab-gist",
    site: "gist",
    address: "203.0.113.11",
    prefix: 24,
    gateway: "203.0.113.1",
    region: "RegionOne",
    availabilityZone: "az1",
    keystone: "203.0.113.10",
    external: { cidr: "192.168.101.0/24", gateway: "192.168.101.1", physical: "ext" },
    management: { cidr: "172.16.1.0/24", address: "172.16.1.1", physical: "mgmt" },
    boxes: [{ name: "gist-cube1", address: "172.16.1.21" }],
    baseMac: "fa:16:3e:01:00:00",
    siteRole: "k-one-gist",
    secrets: {
        database: "secret-database",
        rabbit: "secret-rabbit",
        metadata: "secret-metadata",
        nova: "secret-nova",
        neutron: "secret-neutron",
        glance: "secret-glance",
        placement: "secret-placement",
    },
};

/** machine.json of the tower. */
export const tower = {
    role: "tower",
    name: "lab-tower",
    address: "203.0.113.10",
    prefix: 24,
    gateway: "203.0.113.1",
    region: "CentralRegion",
    secrets: { admin: "secret-admin", database: "secret-database" },
    sites: [],
};
