import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { enterNamespace } from "../../lab/namespace.ts";

/** Serves a stand-in for DevStack's repository over git:// in a lab's WAN. */
export class GitServer {
    readonly #folder = mkdtempSync(join(tmpdir(), "k1g-"));
    readonly #tree = join(this.#folder, "tree");
    readonly #served = join(this.#folder, "openstack/devstack.git");
    #daemon: (PromiseLike<unknown> & { kill(): boolean }) | null = null;

    /** Makes the repository and starts to serve it at an address. */
    async start(wan: string, address: string): Promise<void> {
        cpSync(join(import.meta.dirname, "stand-in"), this.#tree, { recursive: true });
        await this.#git("init", "--quiet", "--initial-branch=stable/2025.2");
        await this.commit("first");
        await execa("git", ["clone", "--quiet", "--bare", this.#tree, this.#served]);
        await this.serve(wan, address);
    }

    /** Serves it, at first or again. */
    async serve(wan: string, address: string): Promise<void> {
        const daemon = [
            "git",
            "daemon",
            "--reuseaddr",
            "--export-all",
            `--base-path=${this.#folder}`,
            `--listen=${address}`,
        ];
        const [file = "", ...args] = [...enterNamespace(wan), ...daemon];
        this.#daemon = execa(file, args, { reject: false, stdio: "ignore" });
        const ask = [...enterNamespace(wan), "git", "ls-remote", `git://${address}/openstack/devstack.git`];
        while ((await execa(ask[0] ?? "", ask.slice(1), { reject: false })).failed) await sleep(100);
    }

    /** A further commit, served at once; its id. */
    async commit(message: string): Promise<string> {
        writeFileSync(join(this.#tree, "version"), `${message}\n`);
        await this.#git("add", "--all");
        await this.#git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "-m", message);
        if (existsSync(this.#served)) await this.#git("push", "--quiet", this.#served, "stable/2025.2");
        return (await this.#git("rev-parse", "HEAD")).stdout;
    }

    async stop(): Promise<void> {
        this.#daemon?.kill();
        await this.#daemon;
    }

    async close(): Promise<void> {
        await this.stop();
        rmSync(this.#folder, { recursive: true, force: true });
    }

    #git(...words: readonly string[]) {
        return execa("git", ["-C", this.#tree, ...words]);
    }
}
