import { setTimeout as sleep } from "node:timers/promises";
import { type Cloud, NoAnswerError } from "../../cloud/cloud.ts";
import type { EnvironmentPlan, GuestPlan, SitePlan } from "../../plan/environment-plan.ts";
import type { Login } from "../../ssh/login.ts";
import type { StackState } from "../recover/state.ts";
import type { KeyPlaces } from "../ssh/keys.ts";
import { boxLogin, controlVmLogin, guestLogin, kBoxLogin } from "../ssh/logins.ts";
import { type Connection, type Connections, LoginError } from "./connections.ts";
import { type Ear, openEar } from "./ear.ts";
import { type Leases, leasesScript, parseLeases, type WantedRoute } from "./leases.ts";
import { controlVmHostKeys, type GuestLocation, locateGuest, NotYet } from "./locate.ts";
import { locateByState } from "./locate-by-state.ts";
import type { Shell } from "./shell.ts";

/** A guest that was logged in to through its floating IP. */
export interface GuestHands {
    readonly shell: Shell;
    readonly floatingIp: string;
    /** How long the login took, in milliseconds. */
    readonly loginMs: number;
}

/** What checks work with. Each thing is made when it is first asked for, once; its failure is the same for all. */
export interface Hands {
    /** This computer. */
    readonly here: Shell;
    /** A site's region, with a token from Keystone. */
    cloud(site: string): Promise<Pick<Cloud, "request" | "lend">>;
    location(site: string): Promise<GuestLocation>;
    guest(site: string): Promise<GuestHands>;
    kBox(site: string): Promise<Shell>;
    /** What a site's K-Box hears on the wire from now on. */
    ear(site: string): Promise<Ear>;
    /** A site's control VM, through its K-Box. */
    controlVm(site: string): Promise<Shell>;
    /** A box of a site's K-Cluster, through its control VM. Each run logs in anew. */
    box(site: string, name: string): Promise<Shell>;
    /** The guest of `to`, at one of its addresses, as seen from the guest of `from`. */
    through(from: string, to: string, address: string): Promise<Shell>;
    /** Renews the leases of a site's guest and says which routes it has then. */
    leases(site: string): Promise<Leases>;
}

/** What {@link SshHands} needs. */
export interface HandsArgs {
    readonly plan: EnvironmentPlan;
    readonly here: Shell;
    readonly connections: Pick<Connections, "open" | "through">;
    readonly openCloud: (entry: string) => Promise<Pick<Cloud, "request" | "lend">>;
    /** Gives a stack's state, or `null` when there is none; asked only while Keystone is silent. */
    readonly readState: (stack: string) => Promise<StackState | null>;
    readonly keys: KeyPlaces;
    /** How long guests may take to boot, in seconds from now on. */
    readonly bootSeconds: number;
    /** How long to wait for a guest's routes after its leases were renewed, in seconds. */
    readonly routeSeconds: number;
    readonly signal: AbortSignal;
}

/** The real hands: SSH, with host keys that OpenStack and the plan vouch for. */
export class SshHands implements Hands {
    readonly here: Shell;
    readonly #args: HandsArgs;
    readonly #made = new Map<string, Promise<unknown>>();
    readonly #bootEnd: number;

    constructor(args: HandsArgs) {
        this.here = args.here;
        this.#bootEnd = performance.now() + args.bootSeconds * 1000;
        this.#args = args;
    }

    cloud(site: string): Promise<Pick<Cloud, "request" | "lend">> {
        return this.#once(`cloud ${site}`, `site ${site}`, () => this.#args.openCloud(this.#site(site).cloud));
    }

    location(site: string): Promise<GuestLocation> {
        return this.#once(`location ${site}`, `site ${site}`, async () => {
            const plan = this.#site(site);
            const locate = await this.cloud(site).then(
                (cloud) => () => locateGuest(cloud, plan, guestOf(plan)),
                (error) => this.#withoutKeystone(plan, error),
            );
            return this.#patiently(locate);
        });
    }

    guest(site: string): Promise<GuestHands> {
        return this.#guest(site);
    }

    kBox(site: string): Promise<Shell> {
        return this.#kBox(site);
    }

    ear(site: string): Promise<Ear> {
        return this.#once(`ear ${site}`, `site ${site}: its K-Box`, async () => openEar(await this.#kBox(site)));
    }

    controlVm(site: string): Promise<Shell> {
        return this.#controlVm(site);
    }

    async box(site: string, name: string): Promise<Shell> {
        const box = this.#site(site).boxes.find((candidate) => candidate.name === name);
        if (box === undefined) throw new Error(`site ${site} has no box ${name}`);
        return this.#args.connections.through(await this.#controlVm(site), boxLogin(site, box, this.#args.keys));
    }

    async through(from: string, to: string, address: string): Promise<Shell> {
        const [near, { hostKeys }] = await Promise.all([this.#guest(from), this.location(to)]);
        return this.#args.connections.through(near.shell, this.#login(to, address, hostKeys));
    }

    leases(site: string): Promise<Leases> {
        return this.#once(`leases ${site}`, `site ${site}: its guest's leases can't be renewed`, async () => {
            const { shell } = await this.#guest(site);
            const { routeSeconds } = this.#args;
            const { output } = await shell.run(leasesScript(this.#wanted(site), routeSeconds), {
                seconds: routeSeconds * 2 + 20,
            });
            return parseLeases(output.toString());
        });
    }

    #kBox(site: string): Promise<Connection> {
        return this.#once(`kBox ${site}`, `site ${site}: its K-Box can't be logged in to`, () => {
            return this.#args.connections.open(kBoxLogin(this.#site(site), this.#args.keys));
        });
    }

    #controlVm(site: string): Promise<Connection> {
        return this.#once(`control VM ${site}`, `site ${site}: its control VM can't be logged in to`, async () => {
            const plan = this.#site(site);
            const { controlVm } = plan;
            if (controlVm === null) throw new Error("its file declares none");
            const [near, cloud] = await Promise.all([this.#kBox(site), this.cloud(site)]);
            const hostKeys = await this.#patiently(() => controlVmHostKeys(cloud, plan, controlVm.name));
            const login = controlVmLogin(site, controlVm, hostKeys, this.#args.keys);
            return this.#patiently(() => this.#args.connections.open(login, near));
        });
    }

    #guest(site: string): Promise<GuestHands & { readonly shell: Connection }> {
        return this.#once(`guest ${site}`, `site ${site}: its guest can't be logged in to`, async () => {
            const { floatingIp, hostKeys } = await this.location(site);
            const login = this.#login(site, floatingIp, hostKeys);
            return this.#patiently(async () => {
                const start = performance.now();
                const shell = await this.#args.connections.open(login);
                return { shell, floatingIp, loginMs: performance.now() - start };
            });
        });
    }

    /** Running guests need no Keystone, so they are checked without it. */
    async #withoutKeystone(plan: SitePlan, error: Error): Promise<() => Promise<GuestLocation>> {
        if (!(error.cause instanceof NoAnswerError)) throw error;
        const state = await this.#args.readState(plan.stack);
        return () => locateByState(state, () => this.kBox(plan.site), plan, guestOf(plan));
    }

    #login(site: string, address: string, hostKeys: readonly string[]): Login {
        return guestLogin(guestOf(this.#site(site)), address, hostKeys, this.#args.keys);
    }

    #wanted(site: string): readonly WantedRoute[] {
        return this.#site(site).sharedNetworks.flatMap(({ routes }) =>
            routes.map(({ destination, nextHop }) => ({ destination: destination.split("/")[0] ?? "", nextHop })),
        );
    }

    #site(name: string): SitePlan {
        const site = this.#args.plan.sites.find(({ site }) => site === name);
        if (site === undefined) throw new Error(`the plan has no site ${name}`);
        return site;
    }

    #once<T>(key: string, failure: string, make: () => Promise<T>): Promise<T> {
        const made = (this.#made.get(key) as Promise<T> | undefined) ?? named(failure, make);
        this.#made.set(key, made);
        return made;
    }

    /** Tries again while a guest may still be booting. */
    async #patiently<T>(work: () => Promise<T>): Promise<T> {
        for (;;) {
            try {
                return await work();
            } catch (error) {
                const hope = error instanceof NotYet || (error instanceof LoginError && error.again);
                if (!hope || performance.now() > this.#bootEnd) throw error;
            }
            await sleep(500, undefined, { signal: this.#args.signal });
        }
    }
}

function guestOf({ site, guest }: SitePlan): GuestPlan {
    if (guest === null) throw new Error(`site ${site} has no guest`);
    return guest;
}

async function named<T>(failure: string, make: () => Promise<T>): Promise<T> {
    try {
        return await make();
    } catch (error) {
        const { message } = error as Error;
        // One that names the site already stays as it is.
        throw message.startsWith("site ") ? error : new Error(`${failure}: ${message}`, { cause: error });
    }
}
