import { execa } from "execa";
import { bundle, vtepConfig } from "../../../components/vtep-script.ts";
import type { Machine } from "../../../lab/machine.ts";
import { membersOf } from "../../../lab/members.ts";
import { describeLab, type Lab } from "../../../lab/names.ts";
import { sshArguments } from "../../../lab/ssh.ts";

/** A shared network of this test's own, beside the lab's. */
export interface TestNetwork {
    readonly name: string;
    readonly vni: number;
}

/** Subnet of all test networks: the same, so that crosstalk would show. */
export const endpointAddress = (box: Box): string => `192.0.2.${box.address.split(".")[3]}`;

/** A machine of the lab, to run commands on over SSH. */
export class Box {
    readonly address: string;
    private readonly lab: Lab;
    private readonly machine: Machine;

    constructor(environment: string, name: string) {
        this.lab = describeLab(environment);
        const machine = membersOf(this.lab).machines.find((each) => each.name === name);
        if (machine === undefined) throw new Error(`the lab ${environment} has no machine ${name}`);
        this.machine = machine;
        this.address = machine.address;
    }

    /** Runs a script with the shell's `-eu`; returns what it prints. */
    async run(script: string, input = ""): Promise<string> {
        const [file = "", ...rest] = sshArguments(this.lab, this.machine, ["sh", "-euc", script]);
        return (await execa(file, rest, { input })).stdout;
    }

    /** Runs a script that may fail; returns its exit code. */
    async attempt(script: string): Promise<number> {
        return Number(await this.run(`set +e; (${script}) >/dev/null 2>&1; echo $?`));
    }

    /** Has the K-Box reboot. It may end the connection before it says that it will; the caller waits for its next life. */
    async reboot(): Promise<void> {
        await this.run("systemctl --no-block reboot").catch(() => {});
    }

    /** Installs this K-Box's end of a network as the component does; returns what was changed. */
    async install(network: TestNetwork, peers: readonly string[]): Promise<readonly string[]> {
        const plan = {
            ...({ driver: "mesh", encryption: "none" } as const),
            ...{ name: network.name, cidr: "192.0.2.0/24", vni: network.vni, mtu: 1450 },
            pool: { start: "192.0.2.1", end: "192.0.2.254" },
            vtep: {
                ...names(network),
                switch: "openvswitch" as const,
                address: this.address,
                mtu: 1500,
                peers: peers.map((address) => ({ site: address, address })),
            },
            routes: [],
        };
        return lines(await this.run(`sh -s -- install ${network.name} '${vtepConfig(plan)}'`, bundle()));
    }

    async uninstall(network: TestNetwork): Promise<readonly string[]> {
        return lines(await this.run(`sh -s -- uninstall ${network.name}`, bundle()));
    }

    /** Differences between a network's config and this K-Box, as `k-one-vtep check` sees them. */
    async check(network: TestNetwork): Promise<unknown> {
        return JSON.parse(await this.run(`/usr/local/lib/k-one/k-one-vtep check ${network.name} || [ $? = 2 ]`));
    }

    /** Plugs an endpoint into a network: a namespace with a port of the network's bridge, as a guest would be. */
    async plug(network: TestNetwork): Promise<void> {
        const { name } = network;
        await this.run(
            [
                `ip netns add ${name}`,
                `ovs-vsctl --timeout=30 add-port br-${name} ${name} -- set Interface ${name} type=internal`,
                `ip link set ${name} netns ${name}`,
                `ip netns exec ${name} ethtool -K ${name} tx off`,
                `ip -n ${name} address add ${endpointAddress(this)}/24 dev ${name}`,
                // IPv6 answers at its own address only with the loopback up.
                `ip -n ${name} link set lo up`,
                `ip -n ${name} link set ${name} mtu 1450 up`,
            ].join("\n"),
        );
    }

    async unplug({ name }: TestNetwork): Promise<void> {
        await this.run(
            `ovs-vsctl --timeout=30 --if-exists del-port ${name}; ip netns delete ${name} 2>/dev/null || true`,
        );
    }

    /** Runs a script in the endpoint of a network. */
    async inside(network: TestNetwork, script: string): Promise<string> {
        return this.run(`ip netns exec ${network.name} sh -euc '${script}'`);
    }

    /** MAC address of an interface, in the endpoint of a network or, without one, of the K-Box itself. */
    async mac(device: string, network?: TestNetwork): Promise<string> {
        const enter = network === undefined ? "" : `ip netns exec ${network.name} `;
        return this.run(`${enter}cat /sys/class/net/${device}/address`);
    }

    /** Everything of this K-Box that an end of a network could leave behind. */
    async traces(): Promise<string> {
        return this.run(
            [
                // Guests may come and go meanwhile.
                "ls /sys/class/net | grep -v ^tap",
                "nft list tables | sort",
                "ovs-vsctl list-br",
                "ovs-vsctl get Open_vSwitch . external_ids",
                "find /etc/systemd /etc/NetworkManager /etc/k-one /usr/local/lib /run/k-one-install 2>/dev/null | sort",
            ].join("\n"),
        );
    }
}

/** Names of a network's device and bridge on a K-Box. */
export function names({ name, vni }: TestNetwork): { readonly device: string; readonly bridge: string } {
    return { device: `vx${vni}`, bridge: `br-${name}` };
}

function lines(text: string): readonly string[] {
    return text.split("\n").filter((line) => line !== "");
}
