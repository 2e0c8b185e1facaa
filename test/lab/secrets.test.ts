import { statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ensureSecrets, keystoneOf, secretsOf } from "../../lab/secrets.ts";
import { scratchLab } from "./scratch.ts";

test("secrets are made once, all different, and only for root to read", () => {
    const lab = scratchLab();
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const keystones = Object.values(secrets.keystones ?? {});
    const groups = [secrets.tower, secrets.devStack ?? {}, ...keystones, ...Object.values(secrets.sites)];
    const all = groups.flatMap((group) => Object.values(group));
    expect(all).toHaveLength(2 + 2 + 2 * 4 + 2 * 8);
    expect(new Set(all).size).toBe(all.length);
    for (const secret of all) expect(secret).toMatch(/^[\w-]{32}$/);
    expect(ensureSecrets(lab, ["gist"])).toEqual(secrets);
    expect(statSync(lab.secrets).mode & 0o777).toBe(0o600);
});

test("a lab that was made before DevStack had secrets gets them", () => {
    const lab = scratchLab();
    const { devStack: _, ...old } = ensureSecrets(lab, ["gist"]);
    writeFileSync(lab.secrets, JSON.stringify(old));
    const now = ensureSecrets(lab, []);
    expect(now).toMatchObject(old);
    expect(Object.keys(now.devStack ?? {})).toEqual(["service", "serviceToken"]);
});

test("a new site gets its own, and the others keep theirs", () => {
    const lab = scratchLab();
    const before = ensureSecrets(lab, ["gist"]);
    const after = ensureSecrets(lab, ["gist", "kaist"]);
    expect(after.sites.gist).toEqual(before.sites.gist);
    expect(after.tower).toEqual(before.tower);
    expect(Object.keys(secretsOf(after, "kaist"))).toHaveLength(8);
    expect(() => secretsOf(before, "kaist")).toThrow(/kaist/);
});

test("a lab that was made before a site could have a Keystone has no secrets of one, and gets them at its next start", () => {
    const lab = scratchLab();
    const { keystones: _, ...old } = ensureSecrets(lab, ["gist"]);
    expect(() => keystoneOf(old, "gist")).toThrow("no secrets of gist's Keystone");
    writeFileSync(lab.secrets, JSON.stringify(old));
    expect(Object.keys(keystoneOf(ensureSecrets(lab, ["gist"]), "gist"))).toHaveLength(4);
});
