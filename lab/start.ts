import { appendFileSync } from "node:fs";
import path from "node:path";
import { Listr, type ListrTask } from "listr2";
import { UserError } from "../plan/user-error.ts";
import { ensureToolchain } from "../toolchain/toolchain.ts";
import { type Bootstrap, chooseBootstrap, keepBootstrap } from "./bootstrap.ts";
import { writeClouds } from "./clouds.ts";
import { assertRoom, assertRoot } from "./computer.ts";
import { devStackBlock, devStackSecrets, keepImage } from "./dev-stack.ts";
import { chooseDriver, type Driver, keepDriver } from "./driver.ts";
import { ensureGolden, goldenHash } from "./golden.ts";
import { type GoldenKindName, goldenKinds } from "./golden-kinds.ts";
import { chooseHost, keepHost } from "./host.ts";
import { ensureHostPackages } from "./host-packages.ts";
import { chooseIdentity, type Identity, keepIdentity } from "./identity.ts";
import { ensureKey, guestKey, writeKnownHosts } from "./keys.ts";
import { withLabLock } from "./lock.ts";
import {
    ensureMachineKeys,
    goldenOf,
    hasSettings,
    keepGolden,
    type Machine,
    renderSettings,
    settingsFile,
    writeMachine,
} from "./machine.ts";
import { type Members, membersOf, routesOf, settingsOf, wiresOf } from "./members.ts";
import { commandFor, describeLab, type Lab, makeFolders } from "./names.ts";
import { enterNamespace } from "./namespace.ts";
import { ensureWan } from "./network.ts";
import { giveRootToMachines } from "./owners.ts";
import { isPoweredOn, powerOff, powerOn } from "./power.ts";
import { ensurePassphrase, type PulumiTool } from "./pulumi.ts";
import { awaitReady, progressOf } from "./readiness.ts";
import { run } from "./run.ts";
import { ensureSecrets, keystoneOf, type Secrets, secretsOf } from "./secrets.ts";
import { chooseSites } from "./sites.ts";
import { sshArguments } from "./ssh.ts";
import { ensureStackFile, kBoxKey, knownMemberRole, type Parts, siteStack, towerStack } from "./stack-files.ts";
import type { StartOptions } from "./start-options.ts";
import { ensureWayOut } from "./way-out.ts";

/** Starts a lab, or what of it doesn't run; does nothing when all of it does. */
export async function startLab(environment: string, options: StartOptions = {}): Promise<void> {
    await new Listr(startTasks(environment, options), { renderer: "silent" }).run();
}

/** Steps of a start, to be shown as a list; they can be interrupted anywhere and run again. */
export function startTasks(environment: string, options: StartOptions = {}): ListrTask[] {
    const start = new LabStart(describeLab(environment), options);
    return [
        { title: "Check this computer", task: (_, task) => start.checkComputer(start.sayer(task)) },
        {
            title: "Get what all else stands on",
            task: (_, task) => task.newListr(start.foundations(), { concurrent: true, exitOnError: false }),
        },
        { title: "Switch machines on", task: (_, task) => start.switchOn(start.sayer(task)) },
        {
            title: "Wait until everything answers",
            task: (_, task) => task.newListr(start.waits(), { concurrent: true, exitOnError: false }),
        },
        { title: "Check the result", task: () => start.assertComplete() },
    ];
}

/** Says in a line what is going on. */
type Say = (line: string) => void;

class LabStart {
    private readonly lab: Lab;
    private readonly options: StartOptions;
    private readonly host: string | null;
    private readonly driver: Driver;
    private readonly bootstrap: Bootstrap;
    private readonly identity: Identity;
    private readonly members: Members;
    private readonly failures = new Set<string>();
    private readonly goldens = new Map<GoldenKindName, string>();

    constructor(lab: Lab, options: StartOptions) {
        this.lab = lab;
        this.options = options;
        const sites = chooseSites(lab, options.sites);
        const devStack = options.bootstrap === "devstack";
        this.identity = chooseIdentity(lab, options);
        this.host = chooseHost(lab, options.host, sites, devStack && this.identity === "shared" ? sites[0] : null);
        this.driver = chooseDriver(lab, options.driver, devStack ? null : this.host);
        this.bootstrap = chooseBootstrap(lab, options, this.driver, sites);
        this.members = membersOf(lab, sites, this.host, this.driver, this.bootstrap, this.identity);
    }

    /** Shows a line under a step, logs it and hands it on, both with the name of whom it is about. */
    sayer(task: { output: string }, about = ""): Say {
        return (line) => {
            // A terminal shows the line below its step, a log among those of the others.
            task.output = process.stdout.isTTY ? line : `${about}${line}`;
            this.options.log?.(`${about}${line}`);
            appendFileSync(this.log, `${new Date().toISOString()} ${about}${line}\n`, { mode: 0o600 });
        };
    }

    async checkComputer(say: Say): Promise<void> {
        assertRoot();
        makeFolders(this.lab);
        const kBoxes = this.members.machines.filter(({ name }) => name !== "tower");
        assertRoom(this.lab, kBoxes.filter((machine) => goldenOf(machine) === null).length, this.bootstrap.kind);
        await ensureHostPackages(say);
    }

    /** The toolchain takes the processor and the root file system the network, so they are made side by side. */
    foundations(): ListrTask[] {
        const inHome = path.relative(this.lab.project, this.lab.logs);
        return [
            {
                title: "Pulumi with its plugins (log: .k-one/toolchain/build.log)",
                task: (_, task) => this.attempt(async () => void (await this.tool(this.sayer(task)))),
            },
            {
                title: `Root file system of the lab's machines (log: ${path.join(inHome, "golden.log")})`,
                task: (_, task) => this.attempt(() => this.prepareGolden(this.sayer(task))),
            },
        ];
    }

    async switchOn(say: Say): Promise<void> {
        this.assertComplete();
        await withLabLock(this.lab, async () => {
            keepHost(this.lab, this.host);
            keepDriver(this.lab, this.driver);
            keepBootstrap(this.lab, this.bootstrap);
            keepIdentity(this.lab, this.identity);
            const secrets = await this.prepareFiles();
            await ensureWan(this.lab, routesOf(this.members), wiresOf(this.members));
            if (this.bootstrap.kind === "devstack") await ensureWayOut(this.lab);
            await Promise.all(this.members.machines.map((machine) => this.switchOnOne(machine, secrets, say)));
        });
    }

    /** Waits for each machine, and meanwhile writes the stacks' files. */
    waits(): ListrTask[] {
        const machines = this.members.machines.map((machine) => ({
            title: machine.hostname,
            task: (_: unknown, task: { output: string }) =>
                this.attempt(() => this.awaitMachine(machine, this.sayer(task, `${machine.hostname}: `))),
        }));
        const stacks = (_: unknown, task: { output: string }) => this.attempt(() => this.writeStacks(this.sayer(task)));
        return [...machines, { title: "Pulumi's stacks", task: stacks }];
    }

    /** Names everything that went wrong, in one message. */
    assertComplete(): void {
        if (this.failures.size === 0) return;
        const hint = `To go on from here: ${commandFor(this.lab.environment, "start")}`;
        throw new UserError([...this.failures, hint].join("\n"));
    }

    private async tool(say: Say): Promise<PulumiTool> {
        return this.options.tool ?? ensureToolchain({ log: say });
    }

    // The machines that are there keep their root file system, so without new ones none is built.
    private async prepareGolden(say: Say): Promise<void> {
        for (const machine of this.members.machines) await this.warnOfOldGolden(machine, say);
        const fresh = this.members.machines.filter((machine) => goldenOf(machine) === null);
        const kinds = new Set(fresh.map((machine) => machine.kind));
        for (const kind of kinds) this.goldens.set(kind, path.basename(await this.goldenRoot(kind, say)));
        if (!kinds.has("bare")) return;
        // Debian 13's kernel crashes under the QEMU of Debian 12, which bare machines have.
        keepImage(this.lab, await this.goldenRoot("tricircle", say), this.members.tower.guest.image);
    }

    private async goldenRoot(kind: GoldenKindName, say: Say): Promise<string> {
        const root = await (this.options.golden?.(kind) ?? this.buildGolden(kind, say));
        await giveRootToMachines(root);
        return root;
    }

    private async buildGolden(kind: GoldenKindName, say: Say): Promise<string> {
        const logFile = path.join(this.lab.logs, "golden.log");
        return (await ensureGolden({ home: this.lab.shared, log: say, logFile, kind: goldenKinds[kind] })).root;
    }

    private async warnOfOldGolden(machine: Machine, say: Say): Promise<void> {
        const kind = goldenKinds[machine.kind];
        const [own, newest] = [goldenOf(machine), `${kind.prefix}${await goldenHash(undefined, kind)}`];
        if (own === null || own === newest || this.options.golden !== undefined) return;
        say(`${machine.hostname} stays on the older ${own}: only a lab made anew (destroy, start) gets ${newest}`);
    }

    private get log(): string {
        return path.join(this.lab.logs, "start.log");
    }

    private async prepareFiles(): Promise<Secrets> {
        const { lab, members } = this;
        const secrets = ensureSecrets(
            lab,
            members.sites.map(({ name }) => name),
        );
        await Promise.all(members.machines.map((machine) => ensureMachineKeys(lab, machine)));
        await ensureKey(guestKey(lab), `guest@${lab.environment}`);
        writeKnownHosts(lab, members.machines);
        writeClouds(lab, members.tower, members.sites, secrets);
        ensurePassphrase(lab);
        return secrets;
    }

    private async switchOnOne(machine: Machine, secrets: Secrets, say: Say): Promise<void> {
        if ((await isPoweredOn(this.lab, machine)) && progressOf(machine).failure === "") return;
        say(`${machine.hostname}: switching on`);
        await powerOff(machine);
        if (goldenOf(machine) === null) keepGolden(machine, this.goldens.get(machine.kind) ?? "");
        writeMachine(this.lab, machine, settingsOf(this.members, secrets, machine));
        await powerOn(this.lab, machine);
    }

    private async awaitMachine(machine: Machine, say: Say): Promise<void> {
        await awaitReady(machine, (phase) => say(phase));
        if (machine === this.members.towerMachine) await this.tellTower(machine, say);
        if (this.identity === "own" && this.bootstrap.kind === "adopt") await this.admit(machine);
    }

    // Where there is a tower its stack does that, and with DevStack the site's own.
    private async admit({ name }: Machine): Promise<void> {
        const authUrl = this.members.sites.find((site) => site.name === name)?.identity?.authUrl;
        const { admin } = keystoneOf(this.secrets(), name);
        const user = { name: `k-one-${name}`, password: secretsOf(this.secrets(), name).user };
        await this.askKeystone("site-user.mjs", { authUrl, admin, ...user });
    }

    // A tower that was running when sites were added makes their service users now.
    private async tellTower(tower: Machine, say: Say): Promise<void> {
        const settings = settingsOf(this.members, this.secrets(), tower);
        if (hasSettings(tower, settings)) return;
        say("making the new sites' service users");
        const script = "umask 077; cat > $0.new && mv $0.new $0 && systemctl restart k-one-lab-catalog";
        const argv = sshArguments(this.lab, tower, ["sh", "-c", script, settingsFile]);
        await run(argv, { input: renderSettings(settings) });
    }

    private async writeStacks(say: Say): Promise<void> {
        const { lab, members } = this;
        const tool = await this.tool(say);
        await withLabLock(lab, async () => {
            for (const site of members.sites) {
                await ensureStackFile(lab, tool, siteStack(lab, site, await this.partsOf(site.name)));
            }
        });
        const memberRole = await this.memberRole();
        // A tower without a Keystone is a file, and knows nobody's password.
        const names = this.identity === "own" ? [] : members.sites.map(({ name }) => name);
        const tower = towerStack(lab, members.tower, memberRole, this.secrets(), names, this.hostSecrets());
        await withLabLock(lab, () => ensureStackFile(lab, tool, tower));
    }

    /** The host's region comes with the tower's Keystone, and so do its secrets; a compute node is its own stack's. */
    private async partsOf(site: string): Promise<Partial<Parts>> {
        if (this.bootstrap.kind === "adopt") return {};
        const devstack = await devStackBlock(this.bootstrap, this.members.tower.guest.image, site);
        const none = site === this.host && site !== this.bootstrap.computeNode;
        return { plain: { devstack }, secrets: none ? {} : devStackSecrets(this.secrets(), site, this.identity) };
    }

    private hostSecrets(): Readonly<Record<string, string>> {
        if (this.bootstrap.kind === "adopt" || this.host === null) return {};
        return { "k-one:kBoxKey": kBoxKey(this.lab, this.host), ...devStackSecrets(this.secrets(), this.host) };
    }

    /** `null`: Keystone isn't made yet, and whoever makes it learns the role; or no stack needs it. */
    private async memberRole(): Promise<string | null> {
        const { tower, towerMachine } = this.members;
        if (this.bootstrap.kind === "devstack" || towerMachine === null) return null;
        const known = knownMemberRole(this.lab);
        if (known !== null) return known;
        await awaitReady(towerMachine, () => {});
        const { authUrl } = tower.identity;
        return this.askKeystone("member-role.mjs", { authUrl, password: this.secrets().tower.admin });
    }

    private askKeystone(program: string, input: object): Promise<string> {
        const argv = [...enterNamespace(this.lab.wan), process.execPath, path.join(import.meta.dirname, program)];
        return run(argv, { input: JSON.stringify(input) });
    }

    private secrets(): Secrets {
        return ensureSecrets(this.lab, []);
    }

    // One machine's trouble must not hide another's, nor stop the ones that do well.
    private async attempt(work: () => Promise<void>): Promise<void> {
        try {
            await work();
        } catch (error) {
            this.failures.add(error instanceof Error ? error.message : String(error));
            throw error;
        }
    }
}
