import { basename, join } from "node:path";
import { execa } from "execa";
import { type Bootstrap, keepBootstrap } from "../../lab/bootstrap.ts";
import { makeFolder } from "../../lab/files.ts";
import { ensureGolden } from "../../lab/golden.ts";
import { goldenKinds } from "../../lab/golden-kinds.ts";
import { keepHost } from "../../lab/host.ts";
import { hostKey, publicKey, writeKnownHosts } from "../../lab/keys.ts";
import { ensureMachineKeys, keepGolden, type Machine, writeMachine } from "../../lab/machine.ts";
import { type Members, membersOf, wiresOf } from "../../lab/members.ts";
import { describeLab, type Lab, makeFolders } from "../../lab/names.ts";
import { ensureWan } from "../../lab/network.ts";
import { giveRootToMachines } from "../../lab/owners.ts";
import { powerOn } from "../../lab/power.ts";
import { ensurePassphrase } from "../../lab/pulumi.ts";
import { awaitReady } from "../../lab/readiness.ts";
import { sshArguments } from "../../lab/ssh.ts";

const bootstrap: Bootstrap = { kind: "devstack", gitBase: "git://203.0.113.1", computeNode: "gist" };

/** A machine of a lab that has nothing but a fresh Debian and an SSH server. */
export class BareMachine {
    readonly lab: Lab;
    readonly machine: Machine;

    constructor(lab: Lab, machine: Machine) {
        this.lab = lab;
        this.machine = machine;
    }

    /** Starts it from a root file system. */
    async start(root: string): Promise<void> {
        const { lab, machine } = this;
        keepGolden(machine, basename(root));
        writeMachine(lab, machine, {});
        await powerOn(lab, machine);
        await awaitReady(machine, () => {});
    }

    /** Its public host key, as a site's file has it. */
    get hostKey(): string {
        return publicKey(hostKey(this.lab, this.machine.name));
    }

    /** Runs a script as root and returns what it prints; throws when it fails. */
    async run(script: string): Promise<string> {
        const [file = "", ...args] = sshArguments(this.lab, this.machine, ["sh", "-euc", script]);
        return (await execa(file, args, { stdin: "ignore" })).stdout;
    }
}

/** A K-Box and, behind it on the management network, a K-Cube: both bare. */
export class BareCluster {
    readonly kBox: BareMachine;
    readonly cube: BareMachine;
    readonly #lab: Lab;
    readonly #members: Members;

    constructor(environment: string) {
        this.#lab = describeLab(environment);
        this.#members = membersOf(this.#lab, ["gist"], "gist", "mesh", bootstrap);
        this.kBox = this.#machine("gist");
        this.cube = this.#machine("gist-cube1");
    }

    /** Starts both; their root file system is built first when it isn't there. */
    async start(): Promise<void> {
        const [lab, { machines }] = [this.#lab, this.#members];
        makeFolders(lab);
        // What the lab's other commands know its machines by.
        keepHost(lab, "gist");
        keepBootstrap(lab, bootstrap);
        for (const folder of machines.flatMap(({ binds }) => Object.values(binds))) makeFolder(folder, { mode: 0o755 });
        const logFile = join(lab.logs, "golden.log");
        const { root } = await ensureGolden({ home: lab.shared, log: () => {}, logFile, kind: goldenKinds.bare });
        await giveRootToMachines(root);
        await ensureWan(lab, [], wiresOf(this.#members));
        for (const machine of machines) await ensureMachineKeys(lab, machine);
        writeKnownHosts(lab, machines);
        ensurePassphrase(lab);
        await Promise.all([this.kBox.start(root), this.cube.start(root)]);
    }

    #machine(name: string): BareMachine {
        const machine = this.#members.machines.find((each) => each.name === name);
        if (machine === undefined) throw new Error(`the lab has no machine ${name}`);
        return new BareMachine(this.#lab, machine);
    }
}
