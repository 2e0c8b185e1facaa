import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { VerificationReport } from "../../cli/verify/report.ts";
import { projectFolder } from "../../lab/names.ts";
import { enterLab } from "../../lab/namespace.ts";
import { loadPlan } from "../../plan/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { finished, inside, verified } from "./k-one.ts";

const environment = inject("environment");

interface Port {
    readonly id: string;
    readonly mac_address: string;
    readonly allowed_address_pairs: readonly object[];
}

interface Link {
    readonly ifname: string;
    readonly mtu: number;
    readonly address: string;
}

const verify = (...options: readonly string[]) => verified(environment, ...options);
const inGuest = (site: string, script: string) => inside(environment, ["guest", site], script);
const inKBox = (site: string, script: string) => inside(environment, ["k-box", site], script);

async function request<T>(site: SitePlan, path: string, method = "GET", body?: unknown): Promise<T> {
    const change = body === undefined ? [] : [method, JSON.stringify(body)];
    return JSON.parse(await inside(environment, ["request", site.cloud, "network", site.region, path, ...change])) as T;
}

/** Runs a command in the WAN's namespace. */
async function inWan(...command: readonly string[]): Promise<string> {
    const [file = "", ...args] = [...enterLab(environment), ...command];
    return (await execa(file, args)).stdout;
}

const failing = ({ checks }: Pick<VerificationReport, "checks">) => checks.filter(({ ok }) => !ok);

describe("verify", () => {
    let plan: EnvironmentPlan;
    let gist: SitePlan;
    let korea: SitePlan;

    beforeAll(async () => {
        await finished("up", environment, "--yes");
        plan = loadPlan(join(projectFolder, "stacks"), environment);
        [gist, korea] = plan.sites as [SitePlan, SitePlan];
    });

    const guestPort = async (site: SitePlan): Promise<Port> => {
        const address = site.guest?.shared.net3 ?? "";
        const { ports } = await request<{ ports: readonly Port[] }>(site, `/ports?fixed_ips=ip_address%3D${address}`);
        expect(ports).toHaveLength(1);
        return ports[0] as Port;
    };

    test("every packet arrives, over every path", async () => {
        const { ok, culprit, checks, exitCode } = await verify();
        expect(failing({ checks })).toEqual([]);
        expect({ ok, culprit, exitCode }).toEqual({ ok: true, culprit: null, exitCode: 0 });
        expect(checks).toHaveLength(2 * 7 + 2 * 2);
        const tenant = checks.find(({ path, from }) => path === "tenant over net3" && from === gist.guest?.name);
        expect(tenant?.reason).toMatch(new RegExp(`^via ${korea.guest?.shared.net3} `));
    });

    test("a WAN that carries 20 bytes less is named with the pair and what it carries", async () => {
        const bridges = JSON.parse(await inWan("ip", "-j", "link", "show", "type", "bridge")) as readonly Link[];
        const ports = JSON.parse(
            await inWan("ip", "-j", "link", "show", "master", bridges[0]?.ifname ?? ""),
        ) as readonly Link[];
        expect(ports.length).toBeGreaterThanOrEqual(3);
        const setMtu = (less: number) =>
            Promise.all(ports.map(({ ifname, mtu }) => inWan("ip", "link", "set", ifname, "mtu", String(mtu - less))));
        try {
            await setMtu(20);
            const report = await verify();
            expect(report.exitCode).toBe(1);
            expect(report.culprit).toMatch(/K-Boxes of gist and korea .*largest that does has 1480 bytes/);
            const paths = new Set(failing(report).map(({ path }) => path));
            expect(paths).toContain("underlay mtu");
            expect(paths).not.toContain("net3");
        } finally {
            await setMtu(0);
        }
    });

    test("without its address pair a guest isn't reached at its tenant address, while net3 works", async () => {
        const port = await guestPort(korea);
        const setPairs = (pairs: readonly object[]) =>
            request(korea, `/ports/${port.id}`, "PUT", { port: { allowed_address_pairs: pairs } });
        try {
            await setPairs([]);
            const report = await vi.waitFor(
                async () => {
                    const now = await verify();
                    expect(now.ok).toBe(false);
                    return now;
                },
                { timeout: 120_000 },
            );
            expect(new Set(failing(report).map(({ path }) => path))).toEqual(new Set(["tenant over net3"]));
            expect(report.culprit).toContain("korea-guest: is its tenant address among the allowed address pairs");
        } finally {
            await setPairs(port.allowed_address_pairs);
        }
        await vi.waitFor(async () => expect((await verify()).culprit).toBeNull(), { timeout: 120_000 });
    });

    test("a guest finds the other guest on net3, but no K-Box", async () => {
        const boxes = await Promise.all(plan.sites.map(({ site }) => addressesOf(site)));
        const device = /dev (\S+)/.exec(await inGuest("gist", `ip route get ${korea.guest?.shared.net3}`))?.[1] ?? "";
        // Neutron lets no IPv6 out of a port with IPv4 addresses alone, so over IPv6 silence has no twin that answers.
        const asked = await inGuest("gist", discovery(device, boxes.flat(), [korea.guest?.shared.net3 ?? ""]));
        expect(boxes.flat().length).toBeGreaterThan(4);
        expect(found(asked, "positive")).toHaveLength(1);
        expect(found(asked, "negative")).toEqual([]);
        const everyone = await inGuest("gist", `ping -c 3 -i 0.3 -w 3 -I ${device} ff02::1 2>&1; true`);
        expect(boxes.flat().filter((address) => everyone.includes(`from ${address}%`))).toEqual([]);
    });
});

/** Every address a K-Box has, IPv4 and link-local, and the link-local ones that its devices would have. */
async function addressesOf(site: string): Promise<readonly string[]> {
    const addresses = JSON.parse(await inKBox(site, "ip -j address")) as readonly (Link & {
        readonly addr_info: readonly { readonly local: string; readonly scope: string }[];
    })[];
    const real = addresses.flatMap(({ addr_info }) => addr_info.filter(({ scope }) => scope !== "host"));
    const possible = addresses.filter(({ address }) => /^(?!00:00:00)\w\w(:\w\w){5}$/.test(address));
    return [...new Set([...real.map(({ local }) => local), ...possible.map(({ address }) => linkLocal(address))])];
}

/** Link-local IPv6 address that a device makes of its MAC (RFC 4291, appendix A). */
function linkLocal(mac: string): string {
    const bytes = mac.split(":").map((part) => Number.parseInt(part, 16));
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
    const words = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
    return `fe80::${words.map((word) => word.toString(16)).join(":")}`;
}

/** Script that asks for each address by ARP or neighbour discovery and prints those that answer. */
function discovery(device: string, negative: readonly string[], positive: readonly string[]): string {
    const ask = (address: string, sign: string) =>
        address.includes(":")
            ? `{ ping -c 1 -w 2 ${address}%${device} >/dev/null 2>&1; ip -6 neigh show dev ${device} | grep -q "^${address} .*lladdr" && echo "${sign} ${address}"; } &`
            : `{ arping -c 2 -w 2 -I ${device} ${address} 2>/dev/null | grep -qi "reply from" && echo "${sign} ${address}"; } &`;
    const asks = [...negative.map((a) => ask(a, "negative")), ...positive.map((a) => ask(a, "positive"))];
    // A guest has little memory: some at a time.
    return asks
        .flatMap((one, index) => (index % 8 === 7 ? [one, "wait"] : [one]))
        .concat("wait")
        .join("\n");
}

function found(text: string, sign: string): readonly string[] {
    return text.split("\n").filter((line) => line.startsWith(sign));
}
