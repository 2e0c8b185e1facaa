import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { projectFolder } from "../../lab/names.ts";
import { finished } from "./k-one.ts";

const environment = inject("environment");

/** A request, and what the region answers to its own site's token. */
interface Request {
    readonly service: string;
    readonly method: string;
    readonly path: string;
    /** @default - none */
    readonly body?: unknown;
    /** @default - none */
    readonly headers?: Readonly<Record<string, string>>;
    readonly own: number;
}

// What would make something has a body that gets past the gate and no further: 400 comes from the service itself.
const requests: readonly Request[] = [
    { service: "network", method: "GET", path: "/networks", own: 200 },
    { service: "network", method: "GET", path: "/extensions", own: 200 },
    { service: "network", method: "GET", path: "/security-groups", own: 200 },
    { service: "network", method: "POST", path: "/networks", body: { network: { colour: "red" } }, own: 400 },
    { service: "network", method: "POST", path: "/rbac-policies", body: { rbac_policy: {} }, own: 400 },
    { service: "compute", method: "GET", path: "/servers", own: 200 },
    { service: "compute", method: "GET", path: "/flavors", own: 200 },
    { service: "compute", method: "GET", path: "/limits", own: 200 },
    { service: "compute", method: "POST", path: "/servers", body: { server: {} }, own: 400 },
    { service: "compute", method: "POST", path: "/os-keypairs", body: { keypair: {} }, own: 400 },
    { service: "image", method: "GET", path: "/images", own: 200 },
    { service: "image", method: "GET", path: "/schemas/image", own: 200 },
    { service: "image", method: "POST", path: "/images", body: { name: 1 }, own: 400 },
    {
        service: "placement",
        method: "GET",
        path: "/usages?project_id=PROJECT",
        headers: { "openstack-api-version": "placement 1.9" },
        own: 200,
    },
];

/** Statuses that a region answers to a site's token. */
async function statuses(site: string, region: string): Promise<readonly (number | null)[]> {
    const program = join(projectFolder, "test/e2e/controllers/statuses.ts");
    const { stdout } = await execa(
        "node",
        ["--import", "tsx", program, environment, `${environment}-${site}`, region],
        {
            cwd: projectFolder,
            input: JSON.stringify(requests),
        },
    );
    return JSON.parse(stdout) as (number | null)[];
}

describe.each([
    { site: "gist", own: "RegionOne", foreign: "RegionTwo" },
    { site: "korea", own: "RegionTwo", foreign: "RegionOne" },
])("the credential of $site", ({ site, own, foreign }) => {
    let here: readonly (number | null)[] = [];
    let there: readonly (number | null)[] = [];
    beforeAll(async () => {
        await finished("up", environment, "--yes");
        [here, there] = await Promise.all([statuses(site, own), statuses(site, foreign)]);
    });

    test.each(requests.map((request, index) => ({ ...request, index })))(
        "$service: $method $path is answered in its own region and refused in the other",
        ({ index, own: expected }) => {
            expect(here[index]).toBe(expected);
            expect(there[index]).toBe(403);
        },
    );
});
