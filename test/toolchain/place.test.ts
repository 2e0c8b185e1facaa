import { join } from "node:path";
import { expect, it } from "vitest";
import { binFolder, buildEnv, defaultLog, projectPlace, pulumiVariables } from "../../toolchain/place.ts";

const place = {
    sources: "/project/toolchain",
    home: "/project/.k-one/toolchain",
    env: { PATH: "/a:/b", HOME: "/user" },
};

it("keeps everything in the project's git-ignored folder", () => {
    expect(projectPlace().home).toBe(join(import.meta.dirname, "..", "..", ".k-one", "toolchain"));
    expect(binFolder(place)).toBe("/project/.k-one/toolchain/bin");
    expect(defaultLog(place)).toBe("/project/.k-one/toolchain/build.log");
});

it("lets Go write nowhere else, and read the user's settings", () => {
    const { PATH, HOME, GOENV, GOFLAGS, GOTOOLCHAIN, GOWORK, CGO_ENABLED, ...folders } = buildEnv(place);
    expect([PATH, HOME, GOENV]).toEqual(["/a:/b", "/user", "/user/.config/go/env"]);
    expect([GOTOOLCHAIN, GOWORK, CGO_ENABLED]).toEqual(["local", "off", "0"]);
    expect(GOFLAGS).toContain("-modcacherw");
    expect(Object.values(folders).every((folder) => folder?.startsWith(place.home))).toBe(true);
});

it("puts Pulumi's folder first on PATH, once", () => {
    const once = pulumiVariables(place, "/p/pulumi");
    expect(once.PATH).toBe("/p:/a:/b");
    expect(pulumiVariables({ ...place, env: once }, "/p/pulumi").PATH).toBe("/p:/a:/b");
    expect(once.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION).toBe("true");
});
