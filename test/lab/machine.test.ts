import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { boxHostKey, controlKey, hostKey, loginKey, publicKey } from "../../lab/keys.ts";
import {
    describeMachine,
    ensureMachineKeys,
    goldenOf,
    hasSettings,
    keepGolden,
    renderSettings,
    settingsFile,
    writeMachine,
} from "../../lab/machine.ts";
import { firstUser } from "../../lab/owners.ts";
import { scratchLab } from "./scratch.ts";

async function scratchMachine() {
    const lab = scratchLab();
    const machine = describeMachine(lab, "gist", "203.0.113.11", { boxes: ["gist-cube1"] });
    await ensureMachineKeys(lab, machine);
    const file = (name: string) => join(machine.folder, "upper", name);
    return { lab, machine, file };
}

describe.runIf(process.getuid?.() === 0)("writeMachine", () => {
    test("tells pip of a bare machine alone whom to trust", async () => {
        const { lab, machine, file } = await scratchMachine();
        writeMachine(lab, machine, {});
        expect(existsSync(file("etc/pip.conf"))).toBe(false);
        writeMachine(lab, { ...machine, kind: "bare" }, {});
        expect(readFileSync(file("etc/pip.conf"), "utf8")).toContain("cert = /etc/ssl/certs/ca-certificates.crt");
    });

    test("gives a machine its name, keys and settings, with nobody else's rights on them", async () => {
        const { lab, machine, file } = await scratchMachine();
        writeMachine(lab, machine, { role: "site" });
        expect(readFileSync(file("etc/hostname"), "utf8")).toBe("labunit-gist\n");
        expect(readFileSync(file("root/.ssh/authorized_keys"), "utf8").trim()).toBe(publicKey(loginKey(lab, "gist")));
        expect(readFileSync(file("etc/ssh/ssh_host_ed25519_key.pub"), "utf8").trim()).toBe(
            publicKey(hostKey(lab, "gist")),
        );
        for (const secret of [settingsFile, "etc/ssh/ssh_host_ed25519_key"]) {
            expect(statSync(file(secret)).mode & 0o777).toBe(0o600);
        }
        expect(statSync(file("root")).mode & 0o777).toBe(0o700);
        expect(statSync(file("etc")).mode & 0o777).toBe(0o755);
        expect(statSync(file("")).mode & 0o777).toBe(0o755);
        for (const owned of ["", "etc/hosts", "root/.ssh", settingsFile])
            expect(statSync(file(owned)).uid).toBe(firstUser);
        expect(readFileSync(file("etc/systemd/system/k-one-lab-wan.service"), "utf8")).toContain(
            "203.0.113.11/24 dev wan0",
        );
        expect(existsSync(join(machine.folder, "work"))).toBe(true);
    });

    test("gives each box of its K-Cluster a host key of its own, and lets only the site's control key in", async () => {
        const { lab, machine, file } = await scratchMachine();
        writeMachine(lab, machine, { role: "site" });
        const folder = "etc/k-one-lab/boxes/gist-cube1";
        const key = readFileSync(file(`${folder}/ssh_host_ed25519_key`), "utf8");
        expect(key).toBe(readFileSync(boxHostKey(lab, "gist", "gist-cube1"), "utf8"));
        expect(key).not.toBe(readFileSync(file("etc/ssh/ssh_host_ed25519_key"), "utf8"));
        expect(statSync(file(`${folder}/ssh_host_ed25519_key`)).mode & 0o777).toBe(0o600);
        const allowed = readFileSync(file(`${folder}/authorized_keys`), "utf8").trim();
        expect(allowed).toBe(publicKey(controlKey(lab, "gist")));
        expect(allowed).not.toBe(publicKey(loginKey(lab, "gist")));
    });

    test("keeps what the machine changed itself, and renews its settings", async () => {
        const { lab, machine, file } = await scratchMachine();
        writeMachine(lab, machine, { role: "site", sites: 1 });
        const id = readFileSync(file("etc/machine-id"), "utf8");
        writeFileSync(file("etc/hosts"), "changed inside\n");
        writeMachine(lab, machine, { role: "site", sites: 2 });
        expect(readFileSync(file("etc/hosts"), "utf8")).toBe("changed inside\n");
        expect(readFileSync(file("etc/machine-id"), "utf8")).toBe(id);
        expect(hasSettings(machine, { role: "site", sites: 2 })).toBe(true);
        expect(hasSettings(machine, { role: "site", sites: 1 })).toBe(false);
        expect(JSON.parse(renderSettings({ sites: 2 }))).toEqual({ sites: 2 });
    });
});

test("a machine remembers its golden root", async () => {
    const { machine } = await scratchMachine();
    expect(goldenOf(machine)).toBeNull();
    keepGolden(machine, "golden-1");
    expect(goldenOf(machine)).toBe("golden-1");
});
