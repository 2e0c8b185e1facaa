import { type Cloud, type CloudOptions, openCloud } from "../../cloud/cloud.ts";
import { type CloudEntry, readCloudEntry } from "../../cloud/clouds-file.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { type KeyPlaces, kBoxKey } from "../ssh/keys.ts";
import { kBoxLogin } from "../ssh/logins.ts";
import { askSsh } from "../status/reach.ts";
import { type Connections, LoginError } from "../verify/connections.ts";
import type { Shell } from "../verify/shell.ts";

/** How a login at a K-Box went. */
export type Login = { readonly shell: Shell } | { readonly error: LoginError };

/** What doctor's checks work with. What takes time is done once. */
export interface DoctorHands {
    readonly plan: EnvironmentPlan;
    /** Whether the tower is looked at, too; what is wrong with it needn't be said at each site then. */
    readonly tower: boolean;
    /** An entry of `clouds.yaml`. */
    entry(cloud: string): CloudEntry;
    /** A cloud that gave us a token. */
    cloud(cloud: string): Promise<Cloud>;
    /** Why nobody answers on the K-Box's SSH port, or `null` when somebody does. */
    silence(site: SitePlan): Promise<string | null>;
    login(site: SitePlan): Promise<Login>;
    /** Whether there is any key to log in with at a site's K-Box. */
    hasKey(site: SitePlan): boolean;
}

/** What {@link NetworkHands} needs. */
export interface DoctorHandsArgs {
    readonly plan: EnvironmentPlan;
    readonly tower: boolean;
    readonly cloud: Required<Pick<CloudOptions, "env" | "folder">>;
    readonly connections: Pick<Connections, "open">;
    readonly keys: KeyPlaces;
}

/** The real hands. */
export class NetworkHands implements DoctorHands {
    readonly plan: EnvironmentPlan;
    readonly tower: boolean;
    readonly #args: DoctorHandsArgs;
    readonly #made = new Map<string, Promise<unknown>>();

    constructor(args: DoctorHandsArgs) {
        this.plan = args.plan;
        this.tower = args.tower;
        this.#args = args;
    }

    entry(cloud: string): CloudEntry {
        const { env, folder } = this.#args.cloud;
        return readCloudEntry(cloud, env, folder);
    }

    cloud(cloud: string): Promise<Cloud> {
        return this.#once(`cloud ${cloud}`, () => openCloud(cloud, this.#args.cloud));
    }

    silence(site: SitePlan): Promise<string | null> {
        return this.#once(`silence ${site.site}`, async () => (await askSsh(site.kBox)).reason);
    }

    login(site: SitePlan): Promise<Login> {
        return this.#once(`login ${site.site}`, () => this.#login(site));
    }

    hasKey({ site }: SitePlan): boolean {
        const { keys } = this.#args;
        return kBoxKey(keys, site) !== null || (keys.env.SSH_AUTH_SOCK ?? "") !== "";
    }

    async #login(site: SitePlan): Promise<Login> {
        try {
            return { shell: await this.#args.connections.open(kBoxLogin(site, this.#args.keys)) };
        } catch (error) {
            if (error instanceof LoginError) return { error };
            throw error;
        }
    }

    #once<T>(key: string, make: () => Promise<T>): Promise<T> {
        const made = (this.#made.get(key) as Promise<T> | undefined) ?? make();
        this.#made.set(key, made);
        return made;
    }
}

/** Shell of a K-Box that a check before has logged in to. */
export async function shellOf(hands: DoctorHands, site: SitePlan): Promise<Shell> {
    const login = await hands.login(site);
    if ("shell" in login) return login.shell;
    throw login.error;
}
