import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leasesScript, parseLeases } from "../../../cli/verify/leases.ts";

const wanted = [{ destination: "10.2.0.10", nextHop: "10.30.0.36" }];

/** The script runs in a real shell, with commands of ours first on its PATH. */
describe("leasesScript", () => {
    let folder: string;
    const command = (name: string, text: string) => {
        writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
        chmodSync(join(folder, name), 0o755);
    };
    const run = async (seconds: number) => {
        // A DHCP client of this computer is none of the test's business.
        const script = leasesScript(wanted, seconds).replaceAll("/run/", `${folder}/`);
        const { stdout } = await execa("sh", ["-c", script], { env: { PATH: `${folder}:${process.env.PATH}` } });
        return parseLeases(stdout);
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k1t-"));
        for (const name of ["pidof", "networkctl", "dhcpcd", "dhclient", "nmcli"]) command(name, "exit 1");
        command("id", "echo 0");
        command(
            "ip",
            `case "$*" in
            "-o link show up") printf '1: lo: <UP>\\n2: eth1@if3: <UP>\\n';;
            "route get 10.2.0.10") if [ -e ${folder}/learned ]; then echo "10.2.0.10 via 10.30.0.36 dev eth1 src 10.30.0.20"; else echo "10.2.0.10 via 10.1.0.1 dev eth0"; fi;;
            esac`,
        );
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    test("sends USR1 to udhcpc, and waits for the route that comes with it", async () => {
        const client = execa("sh", [
            "-c",
            `trap 'touch ${folder}/learned; exit' USR1; echo ready; while :; do sleep 0.05; done`,
        ]);
        await new Promise((ready) => client.stdout?.once("data", ready));
        writeFileSync(join(folder, "udhcpc.eth1.pid"), String(client.pid));
        const leases = await run(20);
        await client;
        expect(leases.renewed).toBe("udhcpc");
        expect(leases.routes.get("10.2.0.10")).toEqual({ via: "10.30.0.36", device: "eth1" });
    });

    test("asks networkd about each link but lo", async () => {
        command(
            "networkctl",
            `case "$1" in status) echo "DHCP4 Client ID: x";; renew) echo "$2" >>${folder}/renewed; touch ${folder}/learned;; esac`,
        );
        expect((await run(5)).renewed).toBe("networkd");
        expect((await execa("cat", [join(folder, "renewed")])).stdout).toBe("eth1");
    });

    test("uses sudo when it isn't root", async () => {
        command("id", "echo 1000");
        command("sudo", `echo "$*" >${folder}/sudo; touch ${folder}/learned`);
        command("pidof", '[ "$1" = udhcpc ] && echo 4242');
        expect((await run(5)).renewed).toBe("udhcpc");
        expect((await execa("cat", [join(folder, "sudo")])).stdout).toBe("-n kill -USR1 4242");
    });

    test("gives up after its time and says which route is used instead", async () => {
        const leases = await run(0);
        expect(leases.renewed).toBe("");
        expect(leases.routes.get("10.2.0.10")).toEqual({ via: "10.1.0.1", device: "eth0" });
    });

    test("waits for nothing when nothing is wanted", () => {
        expect(leasesScript([], 15)).toContain("learned() { true; }");
    });
});

test("parseLeases tells no route from a route that wasn't asked for", () => {
    const { routes } = parseLeases(
        "renewed udhcpc\nto 10.2.0.10\nroute \nto 10.3.0.10\nroute 10.3.0.10 via 10.30.0.52 dev eth1\n",
    );
    expect(routes).toEqual(
        new Map([
            ["10.2.0.10", null],
            ["10.3.0.10", { via: "10.30.0.52", device: "eth1" }],
        ]),
    );
    expect(parseLeases("").routes.has("10.2.0.10")).toBe(false);
});
