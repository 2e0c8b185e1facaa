import { expect, test } from "vitest";
import { fileDiff } from "../../../cli/file-diff.ts";
import { objectIn, renderFile } from "../../../cli/import-script/files.ts";

const text = `# Ours.
encryptionsalt: v1:abc
config:
  # Why.
  k-one:site:
    router: R1
  k-one:kBoxKey:
    secure: v1:xyz
`;

test("another object changes its own lines and no other", () => {
    const after = renderFile("gist", text, { router: "R2" }, null);
    const changed = fileDiff("x", text, after)
        .split("\n")
        .filter((line) => /^[-+] /.test(line));
    expect(changed).toEqual(["-    router: R1", "+    router: R2"]);
});

test("the same object leaves the file as it is, key for key", () => {
    expect(renderFile("gist", text, { router: "R1" }, "ssh-ed25519 AAAA")).toBe(text);
});

test("a public key is written where there is none", () => {
    const after = renderFile("gist", text, { router: "R2" }, "ssh-ed25519 AAAA");
    expect(after).toContain("  k-one:guestPublicKey: ssh-ed25519 AAAA\n");
    expect(renderFile("gist", after, { router: "R3" }, "ssh-ed25519 BBBB")).not.toContain("BBBB");
});

test("a new file of the tower names its own schema", () => {
    const after = renderFile("tower", null, { region: "CentralRegion" }, null);
    expect(after).toMatch(/^# yaml-language-server: \$schema=tower.schema.json\n/);
    expect(objectIn("tower", after)).toEqual({ region: "CentralRegion" });
});
