import { join } from "node:path";
import { execaSync } from "execa";
import { site as meshSite, tower as meshTower } from "../box/python.ts";

const lab = join(import.meta.dirname, "../../../lab");
const env = {
    PYTHONPATH: ["box", "tricircle/box", "tricircle/shims"].map((folder) => join(lab, folder)).join(":"),
    PYTHONDONTWRITEBYTECODE: "1",
};

/** Runs a piece of Python with the packages of a Tricircle machine and returns what it prints as JSON. */
export function python<T>(code: string, ...args: string[]): T {
    return JSON.parse(execaSync("python3", ["-c", code, ...args], { env }).stdout) as T;
}

/** machine.json of a site's K-Box. */
export const site = {
    ...meshSite,
    external: { ...meshSite.external, physical: "ext-net1" },
    vtep: "203.0.113.21",
};

/** machine.json of the tower. */
export const tower = {
    ...meshTower,
    sites: [
        { site: "gist", address: "203.0.113.11", region: "RegionOne", secrets: { neutron: "secret-neutron" } },
        { site: "korea", address: "203.0.113.12", region: "RegionTwo", secrets: { neutron: "secret-neutron-2" } },
    ],
};
