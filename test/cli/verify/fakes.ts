import type { Check, CheckKind, CheckResult, KindName } from "../../../cli/verify/check.ts";
import { LoginError } from "../../../cli/verify/connections.ts";
import type { Ear } from "../../../cli/verify/ear.ts";
import type { GuestHands, Hands } from "../../../cli/verify/hands.ts";
import type { Leases } from "../../../cli/verify/leases.ts";
import type { Route } from "../../../cli/verify/route.ts";
import type { RunOptions, Shell, ShellResult } from "../../../cli/verify/shell.ts";
import type { Frame } from "../../../cli/verify/wire.ts";
import { CloudError, NoAnswerError } from "../../../cloud/cloud.ts";
import type { EnvironmentPlan, SharedTowerPlan, SitePlan } from "../../../plan/environment-plan.ts";

/** A plan of sites with a guest each: `gist` is the first, with 10.1.0.10, 10.30.0.20 and 203.0.113.11. */
export function samplePlan(
    names: readonly string[] = ["gist", "korea"],
): EnvironmentPlan & { readonly tower: SharedTowerPlan } {
    return {
        environment: "sample",
        tower: {
            environment: "sample",
            stack: "sample-tower",
            identityMode: "shared",
            cloud: "sample-tower",
            region: "CentralRegion",
            authUrl: "http://203.0.113.10:5000/v3",
            memberRole: "m",
            host: null,
            devStack: null,
            glance: "separate",
            production: false,
            outside: "203.0.113.1",
            sharedNetworks: [
                { name: "net3", driver: "mesh", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450, encryption: "none" },
            ],
            central: null,
            acceptPlaintext: null,
            exceptions: [],
            sites: names,
        },
        sites: names.map((_, index) => sampleSite(names, index)),
    };
}

function sampleSite(names: readonly string[], index: number): SitePlan {
    const site = names[index] ?? "";
    const n = index + 1;
    const others = names.map((name, i) => ({ name, n: i + 1 })).filter(({ name }) => name !== site);
    return {
        environment: "sample",
        site,
        stack: `sample-${site}`,
        institution: site,
        region: `Region${n}`,
        availabilityZone: `az${n}`,
        central: null,
        cloud: `sample-${site}`,
        authUrl: "http://203.0.113.10:5000/v3",
        kBox: { address: `203.0.113.1${n}`, port: 22, user: "root", hostKey: `ssh-ed25519 AAAAbox${n}` },
        external: {
            network: `ext-net${n}`,
            physical: "ext",
            cidr: `192.168.10${n}.0/24`,
            gateway: `192.168.10${n}.1`,
            pool: { start: `192.168.10${n}.100`, end: `192.168.10${n}.254` },
        },
        router: `R${n}`,
        tenant: { network: `net${n}`, cidr: `10.${n}.0.0/24`, dns: [] },
        sharedNetworks: [
            {
                name: "net3",
                driver: "mesh",
                cidr: "10.30.0.0/24",
                vni: 70003,
                mtu: 1450,
                encryption: "none",
                pool: { start: `10.30.0.${n * 16}`, end: `10.30.0.${n * 16 + 15}` },
                vtep: {
                    address: `203.0.113.1${n}`,
                    mtu: 1500,
                    switch: "openvswitch",
                    device: "vx70003",
                    bridge: "br-net3",
                    peers: others.map((other) => ({ site: other.name, address: `203.0.113.1${other.n}` })),
                },
                routes: others.map((other) => ({
                    site: other.name,
                    destination: `10.${other.n}.0.10/32`,
                    nextHop: `10.30.0.${other.n * 16 + 4}`,
                })),
            },
        ],
        underlay: { address: `203.0.113.1${n}`, transport: "public", mtu: 1500 },
        baseMac: `fa:16:3e:0${n}:00:00`,
        sshFrom: ["203.0.113.1/32"],
        guest: {
            name: `${site}-guest`,
            image: "k-one-guest",
            flavor: "k-one.tiny",
            user: "root",
            tenant: `10.${n}.0.10`,
            shared: { net3: `10.30.0.${n * 16 + 4}` },
        },
        controlVm: null,
        networks: { management: null, control: null, data: null },
        boxes: [],
        bootstrap: "adopt",
        devStack: null,
        computeNodes: [],
        imported: [],
        production: false,
    };
}

/** What a fake shell answers to a script. */
export type Answer = (script: string, options: RunOptions) => string | Partial<ShellResult>;

/** A shell that runs nothing and remembers what it was given. */
export class FakeShell implements Shell {
    readonly scripts: string[] = [];
    readonly #answer: Answer;

    constructor(answer: Answer) {
        this.#answer = answer;
    }

    async run(script: string, options: RunOptions = {}): Promise<ShellResult> {
        this.scripts.push(script);
        const answer = this.#answer(script, options);
        return typeof answer === "string" ? result({ output: Buffer.from(answer) }) : result(answer);
    }
}

function result(part: Partial<ShellResult>): ShellResult {
    return { code: 0, output: Buffer.alloc(0), errors: "", ...part };
}

/** Which places answer what; one that is left out can't be reached. */
export interface FakePlaces {
    readonly here?: Answer;
    /** By site. */
    readonly guests?: Readonly<Record<string, Answer>>;
    readonly kBoxes?: Readonly<Record<string, Answer>>;
    readonly controlVms?: Readonly<Record<string, Answer>>;
    /** By `site box`. */
    readonly boxes?: Readonly<Record<string, Answer>>;
    /** What a site's K-Box hears. */
    readonly ears?: Readonly<Record<string, readonly Frame[]>>;
    /** Status that a region answers to a site's credential, by `site region`; 200 when it isn't there. */
    readonly statuses?: Readonly<Record<string, number>>;
    /** By `from to address`. */
    readonly through?: Readonly<Record<string, Answer>>;
    readonly leases?: Readonly<Record<string, Leases>>;
    /** Sites that are switched off, and `tower` for Keystone: nothing of them says anything. */
    readonly silent?: readonly string[];
}

/** Hands without any network. */
export function fakeHands(places: FakePlaces): Hands & { readonly asked: readonly string[] } {
    const asked: string[] = [];
    const find = async <T>(what: string, from: Readonly<Record<string, T>> | undefined, key: string): Promise<T> => {
        asked.push(`${what} ${key}`);
        const found = from?.[key];
        if (places.silent?.includes(key))
            throw new Error(`site ${key}: silence`, { cause: new LoginError("timed out") });
        if (found === undefined) throw new Error(`site ${key.split(" ")[0]}: ${what} is down`);
        return found;
    };
    const ask = async <T>(who: string, answer: T): Promise<T> => {
        if (places.silent?.includes(who)) throw new Error("silence", { cause: new NoAnswerError("silence") });
        return answer;
    };
    return {
        asked,
        here: new FakeShell(places.here ?? (() => "")),
        cloud: (site) =>
            ask("tower", {
                request: (_, region) => answerOf(places.statuses?.[`${site} ${region}`]),
                lend: (work) => work(`token of ${site}`),
            }),
        location: (site) => ask(site, { floatingIp: "192.168.101.100", hostKeys: [] }),
        guest: async (site): Promise<GuestHands> => ({
            shell: new FakeShell(await find("guest", places.guests, site)),
            floatingIp: "192.168.101.100",
            loginMs: 42,
        }),
        controlVm: async (site) => new FakeShell(await find("control VM", places.controlVms, site)),
        box: async (site, name) => new FakeShell(await find("box", places.boxes, `${site} ${name}`)),
        ear: async (site) => fakeEar(await find("ear", places.ears, site)),
        kBox: async (site) => new FakeShell(await find("kBox", places.kBoxes, site)),
        through: async (from, to, address) =>
            new FakeShell(await find("through", places.through, `${from} ${to} ${address}`)),
        leases: (site) => find("leases", places.leases, site),
    };
}

function answerOf<T>(status = 200): Promise<T> {
    return status === 200 ? Promise.resolve({} as T) : Promise.reject(new CloudError(`answered ${status}`, status));
}

/** An ear that has heard these frames, and hears no more. */
export function fakeEar(frames: readonly Frame[]): Ear {
    const heard = (wanted: Partial<Frame>) =>
        frames.filter((frame) => Object.entries(wanted).every(([key, value]) => frame[key as keyof Frame] === value));
    return { heard, hears: async (wanted) => heard(wanted).length > 0 };
}

/** A ping's request on the sample's tunnel. */
export function echo(from: string, to: string, size: number, device = "vx70003"): Frame {
    return { device, kind: "echo", from, to, size };
}

/** The sample with a control VM and a box at each site, as the planner makes them. */
export function controlledPlan(names?: readonly string[]): EnvironmentPlan {
    const plan = samplePlan(names);
    return { ...plan, sites: plan.sites.map((site, index) => withControlVm(site, index + 1)) };
}

function withControlVm(site: SitePlan, n: number): SitePlan {
    const network = { physical: "mgmt", cidr: `172.16.${n}.0/24`, gateway: `172.16.${n}.1` };
    const pool = { start: `172.16.${n}.30`, end: `172.16.${n}.31` };
    const nic = { ...network, kind: "management", network: "m", pool, address: pool.end } as const;
    const box = { name: "cube1", role: "k-cube", address: `172.16.${n}.21`, user: "root", hostKey: "key" } as const;
    return {
        ...site,
        networks: { ...site.networks, management: network },
        boxes: [{ ...box, interfaces: {} }],
        controlVm: {
            name: `${site.site}-control-vm`,
            image: "i",
            flavor: "f",
            user: "root",
            nics: [nic],
            sshFrom: `${network.gateway}/32`,
            reach: [{ name: "identity", cidr: "203.0.113.10/32", protocol: "tcp", port: 5000 }],
        },
    };
}

/** Answers to a probe: those targets of its script whose name holds one of these texts. */
export function probed(...names: readonly string[]): Answer {
    return (script) =>
        [...script.matchAll(/answers (\S+ \S+?)"/g)]
            .filter(([, target = ""]) => names.some((name) => target.includes(name)))
            .map(([line]) => `${line.slice(0, -1)}\n`)
            .join("");
}

/** Leases with these routes, each `destination: [next hop, device]`. */
export function leasesWith(routes: Readonly<Record<string, readonly [string | null, string] | null>>): Leases {
    const entries = Object.entries(routes).map(([to, route]): readonly [string, Route | null] => [
        to,
        route && { via: route[0], device: route[1] },
    ]);
    return { renewed: "udhcpc", routes: new Map(entries) };
}

/** iputils' words for an answered ping. */
export const answered = `PING 10.30.0.36 (10.30.0.36) 56(84) bytes of data.
64 bytes from 10.30.0.36: icmp_seq=1 ttl=64 time=5.25 ms
64 bytes from 10.30.0.36: icmp_seq=2 ttl=64 time=3.15 ms

--- 10.30.0.36 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 201ms
rtt min/avg/max/mdev = 3.150/4.200/5.250/1.050 ms
`;

/** iputils' words for a ping that nobody answers. */
export const unanswered = `PING 10.30.0.36 (10.30.0.36) 56(84) bytes of data.

--- 10.30.0.36 ping statistics ---
15 packets transmitted, 0 received, 100% packet loss, time 2900ms

`;

/** iputils' words for a packet over the device's MTU. */
export const tooLong = `PING 10.30.0.36 (10.30.0.36) 1423(1451) bytes of data.
ping: local error: message too long, mtu=1450

--- 10.30.0.36 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

`;

/** The check of a kind between two ends; there must be exactly one. */
export function only(kind: CheckKind, plan: EnvironmentPlan, from: string, to: string): Check {
    const found = kind.checks(plan).filter((check) => check.from === from && check.to === to);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} checks from ${from} to ${to}`);
    return found[0];
}

/** A result for the culprit analysis and the tables; it passed unless said otherwise. */
export function resultOf(kind: KindName, sites: readonly string[], part: Partial<CheckResult> = {}): CheckResult {
    const [from = "", to = "outside"] = sites;
    return { from, to, path: kind, ok: true, ms: 1.5, reason: "", down: null, kind, table: "Table", sites, ...part };
}
