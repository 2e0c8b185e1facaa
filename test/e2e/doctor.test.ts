import { execa } from "execa";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { DoctorReport } from "../../cli/doctor/report.ts";
import type { DriftReport } from "../../cli/drift/report.ts";
import { projectFolder } from "../../lab/names.ts";
import { finished, kOne } from "./k-one.ts";
import { Box } from "./vtep/box.ts";

const environment = inject("environment");
const korea = new Box(environment, "korea");

async function reportOf<T>(...words: readonly string[]): Promise<T & { readonly exitCode: number | undefined }> {
    const { stdout, stderr, exitCode } = await kOne([...words, environment, "--json"]);
    expect(stdout, stderr).toMatch(/^\{/);
    return { ...(JSON.parse(stdout) as T), exitCode };
}

/** Calls a site's Neutron as the site's own user. */
async function neutron(site: string, region: string, path: string, ...more: readonly string[]): Promise<unknown> {
    const program = ["--import", "tsx", "test/e2e/inside.ts", environment, "request", `${environment}-${site}`];
    const { stdout } = await execa("node", [...program, "network", region, path, ...more], { cwd: projectFolder });
    return JSON.parse(stdout);
}

const wrong = ({ lines }: DoctorReport) =>
    lines.filter(({ status }) => status !== "ok").map(({ where, check, text }) => `${where}, ${check}: ${text}`);

describe("what somebody else has changed", () => {
    beforeAll(async () => {
        await finished("up", environment, "--yes");
    });

    test("is nothing, once the environment is up", async () => {
        const examined = await reportOf<DoctorReport>("doctor");
        expect(wrong(examined)).toEqual([]);
        expect(examined.exitCode).toBe(0);
        const compared = await reportOf<DriftReport>("drift");
        expect(compared.stacks.map(({ stack, status }) => `${stack} ${status}`)).toEqual([
            `${environment}-tower clean`,
            `${environment}-gist clean`,
            `${environment}-korea clean`,
        ]);
        expect(compared.exitCode).toBe(0);
    });

    test("is found by doctor and drift where it was done, and undone by refresh and up", async () => {
        const { ports } = (await neutron("gist", "RegionOne", "/ports?name=gist-guest-net3")) as {
            readonly ports: readonly { readonly id: string }[];
        };
        const body = JSON.stringify({ port: { allowed_address_pairs: [] } });
        await neutron("gist", "RegionOne", `/ports/${ports[0]?.id}`, "PUT", body);
        await korea.run("bridge fdb delete 00:00:00:00:00:00 dev vx70003 dst 203.0.113.11");

        const examined = await reportOf<DoctorReport>("doctor");
        expect(wrong(examined)).toEqual([
            `korea, VTEP: net3: peer 203.0.113.11 is missing. \`npx k-one up ${environment} --site korea\` mends it.`,
        ]);
        expect(examined.exitCode).toBe(1);
        const compared = await reportOf<DriftReport>("drift");
        expect(compared.exitCode).toBe(2);
        expect(compared.stacks.map(({ site, resources, kBox }) => ({ site, resources, kBox }))).toMatchObject([
            { site: null, resources: [], kBox: [] },
            {
                site: "gist",
                resources: [
                    {
                        resource: "gist-guest-port-net3",
                        kind: "changed",
                        properties: [
                            { path: "allowedAddressPairs", was: expect.stringContaining("10.1.0.10"), is: "[]" },
                        ],
                    },
                ],
                kBox: [],
            },
            {
                site: "korea",
                resources: [],
                kBox: [{ network: "net3", change: "missing", object: "peer 203.0.113.11" }],
            },
        ]);

        await finished("refresh", environment, "--site", "gist");
        const { stacks } = await finished("up", environment, "--site", "gist,korea", "--yes");
        expect(stacks.map(({ changes, repaired }) => ({ update: changes.update, repaired }))).toEqual([
            { update: 1, repaired: [] },
            { update: 0, repaired: ["net3: peer 203.0.113.11 was missing"] },
        ]);
        expect((await reportOf<DriftReport>("drift")).exitCode).toBe(0);
    });
});
