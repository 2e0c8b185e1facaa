import { readFileSync, rmSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { ensureKey, guestKey, hostKey, loginKey, publicKey, writeKnownHosts } from "../../lab/keys.ts";
import { scratchLab } from "./scratch.ts";

test("a key is made once, and anew when half of it is missing", async () => {
    const file = loginKey(scratchLab(), "gist");
    await ensureKey(file, "test");
    const first = publicKey(file);
    expect(first).toMatch(/^ssh-ed25519 AAAA\S+$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await ensureKey(file, "test");
    expect(publicKey(file)).toBe(first);
    rmSync(`${file}.pub`);
    await ensureKey(file, "test");
    expect(publicKey(file)).not.toBe(first);
});

test("known hosts pin each machine's own key to its address", async () => {
    const lab = scratchLab();
    await Promise.all(["tower", "gist"].map((name) => ensureKey(hostKey(lab, name), name)));
    const machines = [
        { name: "tower", address: "203.0.113.10" },
        { name: "gist", address: "203.0.113.11" },
    ];
    writeKnownHosts(lab, machines);
    const lines = readFileSync(lab.knownHosts, "utf8").trim().split("\n");
    expect(lines).toEqual(machines.map(({ name, address }) => `${address} ${publicKey(hostKey(lab, name))}`));
});

test("the keys of machines, logins and guests are different files", () => {
    const lab = scratchLab();
    expect(new Set([guestKey(lab), loginKey(lab, "gist"), loginKey(lab, "tower"), hostKey(lab, "gist")]).size).toBe(4);
});
