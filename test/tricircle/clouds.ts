import { join } from "node:path";
import { membersOf } from "../../lab/members.ts";
import type { Lab } from "../../lab/names.ts";
import { enterNamespace } from "../../lab/namespace.ts";
import { run } from "../../lab/run.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { towerAddress } from "../../lab/sites.ts";
import { sshArguments } from "../../lab/ssh.ts";
import type { Answer, Call } from "./calls.ts";

/** An object of Neutron's. */
export interface Item {
    readonly id: string;
    readonly [field: string]: unknown;
}

/** The APIs of a lab under Tricircle, seen by the cloud's administrator. */
export class Clouds {
    readonly central: string;
    readonly pods: string;
    readonly jobs: string;
    /** Neutrons of the sites. */
    readonly regions: ReadonlyMap<string, string>;
    private readonly lab: Lab;

    constructor(lab: Lab) {
        this.lab = lab;
        const { tower, sites } = membersOf(lab);
        const host = towerAddress(tower);
        this.central = `http://${host}:20001/v2.0`;
        this.pods = `http://${host}:19999/v1.0/pods`;
        this.jobs = `http://${host}:19999/v1.0/jobs`;
        this.regions = new Map(sites.map(({ region, kBox }) => [region, `http://${kBox.address}:9696/v2.0`]));
    }

    /** Where a region's own Neutron answers. */
    region(name: string): string {
        return this.regions.get(name) ?? `http://${name}.invalid`;
    }

    /** Makes the calls at the same time. */
    async atOnce(...calls: readonly Call[]): Promise<readonly Answer[]> {
        const password = ensureSecrets(this.lab, []).tower.admin;
        const authUrl = membersOf(this.lab).tower.identity.authUrl;
        const program = [process.execPath, "--import", "tsx", join(import.meta.dirname, "calls.ts")];
        const input = JSON.stringify({ authUrl, password, calls });
        return JSON.parse(await run([...enterNamespace(this.lab.wan), ...program], { input })) as readonly Answer[];
    }

    /** Makes one call, whatever comes back. */
    async call(method: Call["method"], url: string, body?: object): Promise<Answer> {
        const [answer] = await this.atOnce({ method, url, body });
        return answer ?? { status: 0, body: "" };
    }

    /** Makes an object, of a kind such as `network`, and returns it. */
    async make(url: string, kind: string, fields: object): Promise<Item> {
        const { status, body } = await this.call("POST", `${url}/${kind}s`, { [kind]: fields });
        if (status >= 300) throw new Error(`${url}/${kind}s: ${status} ${JSON.stringify(body)}`);
        return (body as Readonly<Record<string, Item>>)[kind] as Item;
    }

    /** Objects of a kind that fit a filter such as `name=net3`. */
    async list(url: string, kind: string, filter = ""): Promise<readonly Item[]> {
        const { status, body } = await this.call("GET", `${url}/${kind}s?${filter}`);
        if (status !== 200) throw new Error(`${url}/${kind}s: ${status} ${JSON.stringify(body)}`);
        return (body as Readonly<Record<string, readonly Item[]>>)[`${kind}s`] ?? [];
    }

    /** Runs a command on the machine of that name: `tower` or a site's. */
    async on(machine: string, ...command: readonly string[]): Promise<string> {
        const found = membersOf(this.lab).machines.find(({ name }) => name === machine);
        if (found === undefined) throw new Error(`no machine ${machine}`);
        return run(sshArguments(this.lab, found, [...command]));
    }
}
