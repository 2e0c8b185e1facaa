import { basename, join } from "node:path";
import { execa } from "execa";
import { ensureGolden } from "../../lab/golden.ts";
import { goldenKinds } from "../../lab/golden-kinds.ts";
import { hostKey, publicKey, writeKnownHosts } from "../../lab/keys.ts";
import { describeMachine, ensureMachineKeys, keepGolden, type Machine, writeMachine } from "../../lab/machine.ts";
import { describeLab, type Lab, makeFolders } from "../../lab/names.ts";
import { ensureWan } from "../../lab/network.ts";
import { giveRootToMachines } from "../../lab/owners.ts";
import { powerOn } from "../../lab/power.ts";
import { ensurePassphrase } from "../../lab/pulumi.ts";
import { awaitReady } from "../../lab/readiness.ts";
import { sshArguments } from "../../lab/ssh.ts";

/** A machine of a lab that has nothing but a fresh Debian and an SSH server. */
export class BareMachine {
    readonly lab: Lab;
    readonly machine: Machine;

    constructor(environment: string) {
        this.lab = describeLab(environment);
        this.machine = describeMachine(this.lab, "gist", "203.0.113.11", { kind: "bare" });
    }

    /** Starts it; its root file system is built first when it isn't there. */
    async start(log: (line: string) => void = () => {}): Promise<void> {
        const { lab, machine } = this;
        makeFolders(lab);
        const logFile = join(lab.logs, "golden.log");
        const { root } = await ensureGolden({ home: lab.shared, log, logFile, kind: goldenKinds.bare });
        await giveRootToMachines(root);
        await ensureWan(lab, []);
        await ensureMachineKeys(lab, machine);
        writeKnownHosts(lab, [machine]);
        ensurePassphrase(lab);
        keepGolden(machine, basename(root));
        writeMachine(lab, machine, {});
        await powerOn(lab, machine);
        await awaitReady(machine, log);
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
