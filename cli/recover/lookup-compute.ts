import { setTimeout as pause } from "node:timers/promises";
import { CloudError } from "../../cloud/cloud.ts";
import type { Lookup, Place } from "./lookup.ts";
import { text } from "./lookup-network.ts";

interface Server {
    readonly id: string;
    readonly name: string;
    /** Such as `ACTIVE`, `BUILD` or `ERROR`. */
    readonly status: string;
}

/** How long a server may be in the making, and how often it is looked at. */
export interface ServerPatience {
    readonly limit: number;
    readonly interval: number;
}

/** Servers of the name, once Nova has finished with them. One that Nova failed to build is deleted: it never ran. */
export const server: Lookup = (inputs, place) =>
    findServers(text(inputs, "name"), place, { limit: 300_000, interval: 2000 });

/** {@link server} with its own patience. */
export async function findServers(name: string, place: Place, patience: ServerPatience): Promise<readonly string[]> {
    const deadline = Date.now() + patience.limit;
    let found = await servers(name, place);
    while (found.some(unfinished) && Date.now() < deadline) {
        await removeFailed(found, place);
        const states = found.map(({ id, status }) => `${id} (${status})`).join(", ");
        place.report(`waits for Nova to finish with server ${name}: ${states}`);
        await pause(patience.interval);
        found = await servers(name, place);
    }
    return found.filter(({ status }) => status !== "ERROR").map(({ id }) => id);
}

function unfinished({ status }: Server): boolean {
    return status === "BUILD" || status === "ERROR";
}

async function removeFailed(found: readonly Server[], { cloud, region }: Place): Promise<void> {
    for (const { id } of found.filter(({ status }) => status === "ERROR")) {
        await cloud.request("compute", region, `/servers/${id}`, { method: "DELETE" }).catch(ignoreMissing);
    }
}

async function servers(name: string, { cloud, region }: Place): Promise<readonly Server[]> {
    const exact = `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
    const query = new URLSearchParams({ name: exact });
    const body = await cloud.request<{ readonly servers: readonly Server[] }>(
        "compute",
        region,
        `/servers/detail?${query}`,
    );
    return body.servers.filter((candidate) => candidate.name === name);
}

/** The user's keypair of that name; its id is the name. */
export const keypair: Lookup = async (inputs, { cloud, region }) => {
    const name = text(inputs, "name");
    try {
        await cloud.request("compute", region, `/os-keypairs/${encodeURIComponent(name)}`);
        return [name];
    } catch (error) {
        ignoreMissing(error);
        return [];
    }
};

/** A port as a server's NIC. */
export const interfaceAttachment: Lookup = async (inputs, { cloud, region }) => {
    const server = text(inputs, "instanceId");
    const port = text(inputs, "portId");
    try {
        await cloud.request("compute", region, `/servers/${server}/os-interface/${port}`);
        // The provider makes the id up like this.
        return [`${server}/${port}`];
    } catch (error) {
        ignoreMissing(error);
        return [];
    }
};

function ignoreMissing(error: unknown): void {
    if (!(error instanceof CloudError && error.status === 404)) {
        throw error;
    }
}
