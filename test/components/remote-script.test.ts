import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, test } from "vitest";
import { placed, quoted, rootShell, source } from "../../components/remote-script.ts";

test("a login user that isn't root asks sudo, and never for a password", () => {
    expect(rootShell({ user: "root" })).toBe("sh -s --");
    expect(rootShell({ user: "operator" })).toBe("sudo -n sh -s --");
});

test("a text stays one word of the shell, whatever is in it", () => {
    const text = 'it\'s "$HOME" `id` \\ and\na second line';
    expect(execaSync("sh", ["-c", `printf %s ${quoted(text)}`]).stdout).toBe(text);
});

test("a file arrives as it is", () => {
    const work = mkdtempSync(join(tmpdir(), "k-one-placed-"));
    const text = "a $b `c` \\ 'd'\nsecond\n";
    execaSync("sh", ["-c", placed("file", text)], { env: { work } });
    expect(readFileSync(join(work, "file"), "utf8")).toBe(text);
    rmSync(work, { recursive: true });
});

test("sources lie beside the components", () => {
    expect(source("vtep/install.sh")).toContain("install_network");
    expect(() => source("vtep/missing.sh")).toThrow("ENOENT");
});
