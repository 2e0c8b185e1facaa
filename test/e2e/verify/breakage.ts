import { join } from "node:path";
import { wireCommand } from "../../../cli/verify/wire.ts";
import { projectFolder } from "../../../lab/names.ts";
import { loadPlan } from "../../../plan/environment.ts";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import { inside } from "../k-one.ts";
import { Box } from "../vtep/box.ts";

interface Port {
    readonly id: string;
    readonly security_groups: readonly string[];
    readonly allowed_address_pairs: readonly object[];
}

/** One protection that can be taken away. */
interface Protection {
    /** Takes it away. */
    readonly take: () => Promise<unknown>;
    /** Puts it back, also when it was only half taken away. */
    readonly restore: () => Promise<unknown>;
}

/** What keeps gist and korea apart, to be taken away piece by piece. */
export class Breakage {
    readonly #environment: string;
    readonly #gist: Box;
    readonly #korea: Box;
    readonly #tower: Box;
    readonly #sites: readonly [SitePlan, SitePlan];
    #taken: readonly Protection[] = [];

    constructor(environment: string) {
        this.#environment = environment;
        [this.#gist, this.#korea, this.#tower] = ["gist", "korea", "tower"].map(
            (name) => new Box(environment, name),
        ) as [Box, Box, Box];
        this.#sites = loadPlan(join(projectFolder, "stacks"), environment).sites as [SitePlan, SitePlan];
    }

    /** Takes everything away, all at once: each failure is that of one check. */
    async takeAll(): Promise<void> {
        const [gist, korea] = this.#sites;
        this.#taken = await Promise.all([
            this.#portSecurity(gist, gist.guest?.shared.net3 ?? ""),
            this.#portSecurity(korea, korea.guest?.shared.net3 ?? ""),
            this.#portSecurity(korea, korea.guest?.tenant ?? ""),
            this.#forwarding(),
            this.#controlGroup(),
            this.#managementFilter(),
            this.#tunnelFilter(),
            this.#box(),
            this.#role(),
        ]);
        await Promise.all(this.#taken.map(({ take }) => take()));
    }

    /** Puts everything back, whatever fails. */
    async restore(): Promise<void> {
        const results = await Promise.allSettled(this.#taken.map(({ restore }) => restore()));
        const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
        if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join("\n"));
    }

    /** Whether VXLAN packets of net3 come out of korea's tunnel: a peer's, and those of the tower, which is no peer. */
    async heardInTunnel(): Promise<Readonly<Record<"peer" | "stranger", boolean>>> {
        const [peer, stranger] = ["02:6b:31:00:00:01", "02:6b:31:00:00:02"] as const;
        const [text] = await Promise.all([
            this.#korea.run(`sleep 6 | { ${wireCommand("hear")}; }`),
            this.#gist.run(this.#sending(peer)),
            this.#tower.run(this.#sending(stranger)),
        ]);
        return { peer: text.includes(` ${peer} `), stranger: text.includes(` ${stranger} `) };
    }

    /** Script that sends VXLAN packets with a question in them for five seconds, as whoever runs it. */
    #sending(mac: string): string {
        const [net3] = this.#sites[1].sharedNetworks;
        const address = mac.replaceAll(":", "");
        const arp = `ffffffffffff${address}08060001080006040001${address}${"0".repeat(20)}c0000201`;
        const packet = `08000000${((net3?.vni ?? 0) * 256).toString(16).padStart(8, "0")}${arp}`;
        const send = `wire.sendto(bytes.fromhex("${packet}"), ("${net3?.vtep.address}", 4789))`;
        const lines = [
            "import socket, time",
            "wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
            `for turn in range(10): ${send}; time.sleep(0.5)`,
        ];
        return `python3 -c '${lines.join("\n")}'`;
    }

    async #portSecurity(site: SitePlan, address: string): Promise<Protection> {
        const found = await this.#network<{ ports: readonly Port[] }>(site, `/ports?fixed_ips=ip_address%3D${address}`);
        const { id, security_groups, allowed_address_pairs } = found.ports[0] as Port;
        const set = (port: object) => this.#network(site, `/ports/${id}`, "PUT", { port });
        return {
            take: () => set({ port_security_enabled: false, security_groups: [], allowed_address_pairs: [] }),
            restore: () => set({ port_security_enabled: true, security_groups, allowed_address_pairs }),
        };
    }

    /** The other site's guest sends on what isn't for itself. */
    #forwarding(): Protection {
        const set = (value: number) =>
            inside(this.#environment, ["guest", "korea"], `echo ${value} >/proc/sys/net/ipv4/ip_forward`);
        return { take: () => set(1), restore: () => set(0) };
    }

    /** The control VM may send to the other K-Cluster. */
    async #controlGroup(): Promise<Protection> {
        const [gist, korea] = this.#sites;
        type Groups = { readonly security_groups: readonly { readonly id: string }[] };
        const found = await this.#network<Groups>(gist, `/security-groups?name=${gist.controlVm?.name}`);
        const group = found.security_groups[0]?.id;
        const cidr = korea.networks.management?.cidr;
        type Rules = { readonly security_group_rules: readonly { readonly id: string }[] };
        const rules = `/security-group-rules?security_group_id=${group}&remote_ip_prefix=${encodeURIComponent(cidr ?? "")}`;
        return {
            take: () =>
                this.#network(gist, "/security-group-rules", "POST", {
                    security_group_rule: {
                        ...{ security_group_id: group, direction: "egress" },
                        ...{ ethertype: "IPv4", remote_ip_prefix: cidr },
                    },
                }),
            restore: async () => {
                const { security_group_rules: left } = await this.#network<Rules>(gist, rules);
                await Promise.all(
                    left.map(({ id }) => this.#network(gist, `/security-group-rules/${id}`, "DELETE", null)),
                );
            },
        };
    }

    /** One K-Box lets its K-Cluster out to the other's, which lets everybody in. */
    #managementFilter(): Protection {
        const [, korea] = this.#sites;
        const cidr = korea.networks.management?.cidr;
        const filter = "nft -f /etc/k-one-lab/management.nft";
        const open = `nft insert rule inet k-one-management from-cluster ip daddr ${cidr} accept`;
        const flush = (chain: string) => `nft flush chain inet k-one-management ${chain}`;
        return {
            take: () =>
                Promise.all([
                    this.#gist.run(`${open}; ip route add ${cidr} via ${korea.kBox.address}`),
                    this.#korea.run(`${flush("input")}; ${flush("forward")}`),
                ]),
            restore: () =>
                Promise.all([this.#gist.run(`${filter}; ip route delete ${cidr} || true`), this.#korea.run(filter)]),
        };
    }

    /** One K-Box takes VXLAN packets from everybody, and answers on net3 itself, over IPv4 and IPv6. */
    #tunnelFilter(): Protection {
        const ipv6Off = (off: number) => `sysctl -qw net.ipv6.conf.br-net3.disable_ipv6=${off}`;
        const up = "ip link set br-net3 arp on up; ip -6 address add fe80::1/64 dev br-net3 nodad";
        const remove = ["inet", "arp"].map((family) => `nft delete table ${family} k-one-net3`).join("; ");
        return {
            take: () => this.#korea.run(`${remove}; ${ipv6Off(0)}; ${up}`),
            restore: () => this.#korea.run(`${ipv6Off(1)}; systemctl reload k-one-vtep@net3`),
        };
    }

    /** A box of a K-Cluster answers no more. */
    #box(): Protection {
        const unit = `k-one-lab-box@${this.#sites[0].boxes[0]?.name}`;
        return {
            take: () => this.#gist.run(`systemctl stop ${unit}`),
            restore: () => this.#gist.run(`systemctl start ${unit}`),
        };
    }

    /** A site's user gets the other site's role. */
    async #role(): Promise<Protection> {
        const find = async (collection: string, name: string) => {
            const found = await this.#identity<Record<string, readonly { id: string }[]>>(
                `/${collection}?name=${name}`,
            );
            return found[collection]?.[0]?.id;
        };
        const [project, user, role] = await Promise.all([
            find("projects", "k-one-gist"),
            find("users", "k-one-gist"),
            find("roles", "k-one-korea"),
        ]);
        const assignment = `/projects/${project}/users/${user}/roles/${role}`;
        return {
            take: () => this.#identity(assignment, "PUT", null),
            restore: () => this.#identity(assignment, "DELETE", null),
        };
    }

    #network<T>({ cloud, region }: SitePlan, ...request: readonly [string, string?, unknown?]): Promise<T> {
        return this.#request(cloud, "network", region, ...request);
    }

    #identity<T>(...request: readonly [string, string?, unknown?]): Promise<T> {
        const { cloud, region } = loadPlan(join(projectFolder, "stacks"), this.#environment).tower;
        return this.#request(cloud ?? "", "identity", region ?? "", ...request);
    }

    async #request<T>(cloud: string, service: string, region: string, path: string, method?: string, body?: unknown) {
        const change = method === undefined ? [] : [method, ...(body === null ? [] : [JSON.stringify(body)])];
        const words = ["request", cloud, service, region, path, ...change];
        return JSON.parse(await inside(this.#environment, words)) as T;
    }
}
