import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertOverlayable, lowerLayer } from "../../lab/overlay.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchFolder } from "./scratch.ts";

test("a file system that is itself an overlay is refused, with the way out", () => {
    expect(() => assertOverlayable("/project/.k-one/lab", () => 0x794c7630)).toThrow(UserError);
    expect(() => assertOverlayable("/project/.k-one/lab", () => 0x794c7630)).toThrow(/overlayfs.*ln -sfnT/);
});

test("ext4 is accepted", () => {
    expect(() => assertOverlayable("/project/.k-one/lab", () => 0xef53)).not.toThrow();
});

test("the lower layer's path has none of the characters of the project's folder, also through a link", () => {
    const folder = scratchFolder();
    const machine = join(folder, "real", "lab", "machines", "gist");
    mkdirSync(machine, { recursive: true });
    mkdirSync(join(folder, "real", "golden-1"));
    symlinkSync("real", join(folder, ".k-one"));
    const linked = join(folder, ".k-one");
    expect(lowerLayer(join(linked, "lab/machines/gist"), join(linked, "golden-1"))).toBe("../../../golden-1");
});
