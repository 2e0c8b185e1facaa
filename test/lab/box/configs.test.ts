import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { hasPython, python, site, tower } from "./python.ts";

const write = `
import json, sys
from pathlib import Path
from k_one_box import configs, machine
print(json.dumps(configs.write_all(machine.parse(sys.argv[1]), Path(sys.argv[2]))))
`;

const statements = `
import json, sys
from k_one_box import database, machine
print(json.dumps(database.statements(machine.parse(sys.argv[1]))))
`;

describe.skipIf(!hasPython)("a machine's config files", () => {
    let etc = "";
    beforeEach(async () => {
        etc = await mkdtemp(join(tmpdir(), "k-one-etc-"));
    });
    afterEach(() => rm(etc, { recursive: true }));

    const writeAll = (machine: object) => python<string[]>(write, JSON.stringify(machine), etc);
    const text = (file: string) => readFile(join(etc, file), "utf8");

    it("have no place left open, and each of a site's services its own passwords", async () => {
        const files = writeAll(site);
        const texts = await Promise.all(files.map(text));
        expect(texts.join("\n")).not.toContain("@{");
        const nova = await text("nova/nova.conf");
        expect(nova).toContain("username = nova-gist\npassword = secret-nova\n");
        expect(nova).toContain("default_availability_zone = az1\n");
        expect(nova).not.toContain("secret-neutron");
        expect(await text("neutron/neutron.conf")).toContain("base_mac = fa:16:3e:01:00:00\n");
        const connections = texts.flatMap((one) => one.match(/mysql\+pymysql:\/\/[^/]+/g) ?? []);
        expect(new Set(connections).size).toBe(4);
    });

    it("name the switch as OVN knows it, so that a reboot makes no second chassis of it", async () => {
        writeAll(site);
        expect(await text("openvswitch/system-id.conf")).toBe(`${site.name}\n`);
    });

    it("hold no password of the cloud's administrator on a site", async () => {
        const texts = await Promise.all(writeAll(site).map(text));
        expect(texts.join("\n")).not.toMatch(/^username = admin$/m);
    });

    it("bind every service to the machine's WAN address or to loopback", async () => {
        const texts = await Promise.all([...writeAll(site), ...writeAll(tower)].map(text));
        const sockets = texts.flatMap((one) => one.match(/^(http-socket|bind_host|bind-address|-l) ?=? ?.*/gm) ?? []);
        expect(sockets.length).toBeGreaterThan(6);
        for (const socket of sockets) {
            expect(socket).toMatch(/203\.0\.113\.1[01]|127\.0\.0\.1/);
        }
    });

    it("are readable by their service alone when they hold its passwords", async () => {
        writeAll(site);
        expect((await stat(join(etc, "nova/nova.conf"))).mode & 0o777).toBe(0o640);
        expect((await stat(join(etc, "memcached.conf"))).mode & 0o777).toBe(0o644);
    });

    it("are written once: a second boot changes nothing, a changed address changes what names it", () => {
        expect(writeAll(site).length).toBeGreaterThan(15);
        expect(writeAll(site)).toEqual([]);
        const moved = writeAll({ ...site, baseMac: "fa:16:3e:02:00:00" });
        expect(moved).toEqual(["neutron/neutron.conf"]);
    });

    it("of the tower are Keystone's and nothing of a region's", () => {
        const files = writeAll(tower);
        expect(files).toContain("keystone/keystone.conf");
        expect(files.filter((file) => /nova|neutron|rabbit/.test(file))).toEqual([]);
    });
});

describe.skipIf(!hasPython)("a K-Box that hosts the tower", () => {
    const both = { ...site, keystone: site.address, tower: { ...tower, name: site.name, address: site.address } };

    it("has the config files of both, each with its own part's passwords", async () => {
        const etc = await mkdtemp(join(tmpdir(), "k-one-etc-"));
        onTestFinished(() => rm(etc, { recursive: true }));
        const files = python<string[]>(write, JSON.stringify(both), etc);
        expect(files).toEqual(expect.arrayContaining(["keystone/keystone.conf", "nova/nova.conf"]));
        const connection = async (file: string) =>
            /mysql\+pymysql:\/\/(\w+):(\w+)@/.exec(await readFile(join(etc, file), "utf8"))?.slice(1);
        const sql = python<string[]>(statements, JSON.stringify(both)).join("\n");
        for (const file of ["keystone/keystone.conf", "nova/nova.conf"]) {
            const [user, password] = (await connection(file)) ?? [];
            expect(sql).toContain(`ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`);
        }
        expect(await readFile(join(etc, "keystone/keystone-uwsgi.ini"), "utf8")).toContain("203.0.113.11:5000");
    });

    it("is refused when its tower's part lacks something", () => {
        const lacking = { ...both, tower: { ...both.tower, secrets: {} } };
        expect(() => python(write, JSON.stringify(lacking), "/nonexistent")).toThrow(
            /lacks secrets.database, secrets.admin, which role tower needs/,
        );
    });
});

describe.skipIf(!hasPython)("machine.json", () => {
    const parse = `
import json, sys
from k_one_box import machine
try:
    machine.parse(sys.argv[1])
    print(json.dumps("fine"))
except machine.MachineError as error:
    print(json.dumps(str(error)))
`;

    it("is refused with everything it lacks in one sentence", () => {
        const { keystone: _, ...rest } = site;
        const lacking = { ...rest, secrets: { ...site.secrets, nova: undefined } };
        expect(python(parse, JSON.stringify(lacking))).toBe(
            "machine.json lacks keystone, secrets.nova, which role site needs.",
        );
        expect(python(parse, JSON.stringify(site))).toBe("fine");
    });

    it("is refused when its role is unknown", () => {
        expect(python(parse, "{}")).toBe("role: None is unknown. Use one of site, tower.");
    });
});
