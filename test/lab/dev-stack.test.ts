import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { devStackBinds, devStackBlock, devStackSecrets, keepImage } from "../../lab/dev-stack.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { siteDevStackSchema } from "../../plan/dev-stack/dev-stack-schema.ts";
import { scratchFolder, scratchLab } from "./scratch.ts";

const folder = { kind: "devstack", gitBase: "file:///srv/mirror" } as const;
const server = { kind: "devstack", gitBase: "https://opendev.org" } as const;

test("a site's block is one that the planner takes, and everything comes through the lab's way out", async () => {
    const block = siteDevStackSchema.parse(await devStackBlock(server, "k-one-guest", "gist"));
    expect(block).toMatchObject({
        gitBase: "https://opendev.org",
        virt: "qemu",
        datapath: "netdev",
        images: ["file:///srv/k-one-lab/images/k-one-guest.img"],
        mirrors: { proxy: "http://203.0.113.1:3128" },
    });
    expect(block.mirrors.noProxy).toEqual(expect.arrayContaining(["127.0.0.1", "203.0.113.11", "203.0.113.15"]));
});

test("a K-Box whose K-Cube is a machine has a card on the management network that leads there", async () => {
    const withNode = { ...server, computeNode: "gist" };
    const [gist, korea] = await Promise.all(
        ["gist", "korea"].map(async (site) =>
            siteDevStackSchema.parse(await devStackBlock(withNode, "k-one-guest", site)),
        ),
    );
    expect(gist?.interfaces.management).toBe("mgmt0");
    expect(korea?.interfaces.management).toBeNull();
});

test("a folder of this computer has the same place in every machine, so that no stack file tells of it", async () => {
    expect(await devStackBlock(folder, "k-one-guest", "gist")).toMatchObject({ gitBase: "file:///srv/k-one-lab/git" });
    const lab = scratchLab();
    expect(devStackBinds(lab, folder)["/srv/k-one-lab/git"]).toBe("/srv/mirror");
    expect(Object.keys(devStackBinds(lab, server))).toEqual(["/srv/k-one-lab/images"]);
});

test("the guests' image lies where a machine finds it, for everybody to read", () => {
    const [lab, golden] = [scratchLab(), scratchFolder()];
    mkdirSync(join(golden, "usr/share/k-one-lab/guest"), { recursive: true });
    writeFileSync(join(golden, "usr/share/k-one-lab/guest/disk.img"), "image", { mode: 0o644 });
    keepImage(lab, golden, "k-one-guest");
    const images = devStackBinds(lab, folder)["/srv/k-one-lab/images"] ?? "";
    expect(readFileSync(join(images, "k-one-guest.img"), "utf8")).toBe("image");
    expect(statSync(images).mode & 0o777).toBe(0o755);
});

test("regions of one Keystone share the administrator's and the services' password, and nothing else", () => {
    const secrets = ensureSecrets(scratchLab(), ["gist", "korea"]);
    const [gist, korea] = ["gist", "korea"].map((site) => devStackSecrets(secrets, site));
    const shared = Object.keys(gist ?? {}).filter((key) => gist?.[key] === korea?.[key]);
    expect(shared).toEqual(["k-one:adminPassword", "k-one:servicePassword", "k-one:serviceToken"]);
    expect(gist?.["k-one:adminPassword"]).toBe(secrets.tower.admin);
    expect(() => devStackSecrets({ tower: secrets.tower, sites: secrets.sites }, "gist")).toThrow(/no secrets/);
});

test("regions with a Keystone each share no secret, and each stack makes its site's user", () => {
    const secrets = ensureSecrets(scratchLab(), ["gist", "korea"]);
    const [gist = {}, korea = {}] = ["gist", "korea"].map((site) => devStackSecrets(secrets, site, "own"));
    expect(Object.values(gist).filter((value) => Object.values(korea).includes(value))).toEqual([]);
    expect(gist["k-one:gistPassword"]).toBe(secrets.sites.gist?.user);
    expect(Object.keys(korea)).toContain("k-one:koreaPassword");
    expect(Object.values(gist)).not.toContain(secrets.tower.admin);
});
