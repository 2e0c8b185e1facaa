import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasPython } from "../box/python.ts";
import { python, site, tower } from "./python.ts";

const lab = join(import.meta.dirname, "../../../lab");

const write = `
import json, sys
from pathlib import Path
from k_one_box import machine
from k_one_tricircle import configs
print(json.dumps(configs.write_all(machine.parse(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))))
`;

const statements = `
import json, sys
from k_one_box import machine
from k_one_tricircle import database
print(json.dumps(database.statements(machine.parse(sys.argv[1]))))
`;

/** What a mesh machine has and a Tricircle machine hasn't: the build takes it out. */
const meshOnly = ["openvswitch", "neutron/plugins", "k-one-lab", "neutron/neutron-api-uwsgi.ini"];

describe.skipIf(!hasPython)("a Tricircle machine's config files", () => {
    let scratch = "";
    beforeEach(async () => {
        scratch = await mkdtemp(join(tmpdir(), "k-one-tricircle-"));
        for (const box of ["box", "tricircle/box"]) {
            await cp(join(lab, box, "etc"), join(scratch, "templates"), { recursive: true });
        }
        for (const file of meshOnly) await rm(join(scratch, "templates/site", file), { recursive: true });
    });
    afterEach(() => rm(scratch, { recursive: true }));

    const etc = () => join(scratch, "etc");
    const writeAll = (machine: object) =>
        python<string[]>(write, JSON.stringify(machine), etc(), join(scratch, "templates"));
    const text = (file: string) => readFile(join(etc(), file), "utf8");
    const textOf = async (machine: object) => (await Promise.all(writeAll(machine).map(text))).join("\n");

    it("have no place left open, on either role, and are written once", async () => {
        for (const machine of [site, tower]) expect(await textOf(machine)).not.toContain("@{");
        expect(writeAll(tower)).toEqual([]);
    });

    it("bring tunnels to the standard port, from the VTEP's own address", async () => {
        writeAll(site);
        const neutron = await text("neutron/neutron.conf");
        expect(neutron).toContain("local_ip = 203.0.113.21\nudp_dstport = 4789\n");
        expect(neutron).toContain("bridge_mappings = ext-net1:br-ex\n");
        expect(neutron).toContain("central_neutron_url = http://203.0.113.10:20001\n");
        expect(neutron).toContain("global_physnet_mtu = 1500\n");
    });

    it("give Central Neutron the roles of all sites, and each of the tower's services a password of its own", async () => {
        writeAll(tower);
        const roles = JSON.parse(await text("k-one-gate/roles.json"));
        expect(roles).toEqual(["admin", "k-one-gist", "k-one-gist-service", "k-one-korea", "k-one-korea-service"]);
        expect(await text("neutron/policy.d/k-one-lab.yaml")).toContain(
            '"context_is_advsvc": "role:k-one-gist-service or role:k-one-korea-service"',
        );
        const passwords = [await text("neutron/neutron.conf"), await text("neutron/tricircle.conf")].flatMap(
            (conf) => conf.match(/^password = .*/m) ?? [],
        );
        expect(new Set(passwords).size).toBe(2);
    });

    it("let nobody act as a region's service while the tower has no site", async () => {
        writeAll({ ...tower, sites: [] });
        expect(await text("neutron/policy.d/k-one-lab.yaml")).toContain('"context_is_advsvc": "!"');
    });

    it("hold no password of the cloud's administrator", async () => {
        for (const machine of [site, tower]) expect(await textOf(machine)).not.toContain("secret-admin");
    });

    it("let each database user in to its own schema, with the password that its config file has", async () => {
        const sql = python<string[]>(statements, JSON.stringify(tower)).join("\n");
        writeAll(tower);
        for (const [file, schema] of [
            ["neutron/neutron.conf", "neutron_central"],
            ["neutron/tricircle.conf", "tricircle"],
        ] as const) {
            const url = new RegExp(`mysql\\+pymysql://(\\w+):(\\w+)@127.0.0.1/${schema}`).exec(await text(file));
            const [, user, password] = url ?? [];
            expect(sql).toContain(`ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`);
            expect(sql).toContain(`GRANT ALL ON \`${schema}\`.* TO '${user}'@'127.0.0.1';`);
        }
    });
});
