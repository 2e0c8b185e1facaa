import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostMirror, parseDeb822, parseSourcesList, pickMirror } from "../../lab/mirror.ts";

describe("apt's sources", () => {
    it("are read from the one-line format", () => {
        const text = [
            "# deb http://commented.example/debian bookworm main",
            "deb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian/ bookworm main contrib # why",
            "deb-src http://mirror.example/debian bookworm main",
        ].join("\n");
        expect(parseSourcesList(text)).toEqual([
            { uri: "http://mirror.example/debian", suite: "bookworm", components: ["main", "contrib"] },
        ]);
    });

    it("are read from deb822, with comments between and inside stanzas", () => {
        const text = [
            "Types: deb",
            "# http://snapshot.example/debian",
            "URIs: http://mirror.example/debian",
            "Suites: bookworm",
            " bookworm-updates",
            "Components: main",
            "",
            "Types: deb-src",
            "URIs: http://source.example/debian",
            "Suites: bookworm",
            "Components: main",
            "",
            "Enabled: no",
            "Types: deb",
            "URIs: http://off.example/debian",
            "Suites: bookworm",
            "Components: main",
        ].join("\n");
        expect(parseDeb822(text)).toEqual([
            { uri: "http://mirror.example/debian", suite: "bookworm", components: ["main"] },
            { uri: "http://mirror.example/debian", suite: "bookworm-updates", components: ["main"] },
        ]);
    });

    it("lead to the archive of the release, not to the security archive or a vendor's", () => {
        const sources = [
            { uri: "https://vendor.example", suite: "nodistro", components: ["main"] },
            { uri: "http://security.example", suite: "bookworm-security", components: ["main"] },
            { uri: "cdrom:[disc]", suite: "bookworm", components: ["main"] },
            { uri: "http://mirror.example/debian", suite: "bookworm", components: ["main"] },
        ];
        expect(pickMirror(sources, "bookworm")).toBe("http://mirror.example/debian");
        expect(pickMirror(sources, "trixie")).toBeNull();
    });
});

describe("the host's mirror", () => {
    let root = "";
    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "k-one-mirror-"));
    });
    afterEach(() => rm(root, { recursive: true }));

    const put = async (file: string, text: string) => {
        await mkdir(dirname(join(root, file)), { recursive: true });
        await writeFile(join(root, file), text);
    };

    it("comes from a Debian host's own sources, in any of its files", async () => {
        await put("etc/os-release", "ID=debian\nVERSION_CODENAME=bookworm\n");
        await put("etc/apt/sources.list.d/a.list", "deb https://vendor.example stable main\n");
        const stanza = "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n";
        await put("etc/apt/sources.list.d/debian.sources", stanza);
        expect(await hostMirror(root)).toBe("http://mirror.example/debian");
    });

    it("is left to debootstrap on a host that isn't Debian, and where there are no sources", async () => {
        expect(await hostMirror(root)).toBeNull();
        await put("etc/os-release", "ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n");
        await put("etc/apt/sources.list", "deb http://archive.example/ubuntu noble main\n");
        expect(await hostMirror(root)).toBeNull();
    });
});
