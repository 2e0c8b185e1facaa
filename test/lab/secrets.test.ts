import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { ensureSecrets, secretsOf } from "../../lab/secrets.ts";
import { scratchLab } from "./scratch.ts";

test("secrets are made once, all different, and only for root to read", () => {
    const lab = scratchLab();
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const all = [secrets.tower, ...Object.values(secrets.sites)].flatMap((group) => Object.values(group));
    expect(all).toHaveLength(2 + 2 * 8);
    expect(new Set(all).size).toBe(all.length);
    for (const secret of all) expect(secret).toMatch(/^[\w-]{32}$/);
    expect(ensureSecrets(lab, ["gist"])).toEqual(secrets);
    expect(statSync(lab.secrets).mode & 0o777).toBe(0o600);
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
