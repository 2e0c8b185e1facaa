import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../lab/guest/root/etc/udhcpc.sh");

describe("a guest's DHCP script", () => {
    let root = "";
    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "k-one-guest-"));
        for (const folder of ["run/dhcp", "etc", "dev", "bin", "sys/class/net/eth1"]) {
            await mkdir(join(root, folder), { recursive: true });
        }
        await writeFile(join(root, "sys/class/net/eth1/mtu"), "1500\n");
        await writeFile(join(root, "bin/ip"), `#!/bin/sh\necho "ip $*" >> "$ROOT/calls"\n`);
        await chmod(join(root, "bin/ip"), 0o755);
    });
    afterEach(() => rm(root, { recursive: true }));

    const lease = { interface: "eth1", ip: "10.30.0.20", mask: "24", mtu: "1450", dns: "" };
    const metadata = "169.254.169.254/32 10.30.0.16";

    /** Calls of `ip` that an event leads to. */
    const calls = async (event: string, variables: Record<string, string>) => {
        const env = { ...lease, ...variables, ROOT: root, PATH: `${join(root, "bin")}:${process.env.PATH}` };
        await writeFile(join(root, "calls"), "");
        await execa("sh", [script, event], { env });
        return (await readFile(join(root, "calls"), "utf8")).split("\n").filter(Boolean);
    };

    it("sets address, MTU and the routes of the lease, each on its own NIC's metric", async () => {
        expect(await calls("bound", { staticroutes: `${metadata} 10.2.0.10/32 10.30.0.36` })).toEqual([
            "ip link set eth1 mtu 1450",
            "ip -4 addr flush dev eth1",
            "ip addr add 10.30.0.20/24 dev eth1",
            "ip route replace 10.2.0.10/32 via 10.30.0.36 dev eth1 metric 11",
            "ip route replace 169.254.169.254/32 via 10.30.0.16 dev eth1 metric 11",
        ]);
    });

    it("changes nothing when a renewal brings nothing new", async () => {
        await calls("bound", { staticroutes: metadata });
        await writeFile(join(root, "sys/class/net/eth1/mtu"), "1450\n");
        expect(await calls("renew", { staticroutes: metadata })).toEqual([]);
    });

    it("adds a new route and removes one that went, and leaves the others alone", async () => {
        await calls("bound", { staticroutes: `${metadata} 10.2.0.10/32 10.30.0.36`, mtu: "1500" });
        expect(await calls("renew", { staticroutes: `${metadata} 10.3.0.10/32 10.30.0.52`, mtu: "1500" })).toEqual([
            "ip route replace 10.3.0.10/32 via 10.30.0.52 dev eth1 metric 11",
            "ip route del 10.2.0.10/32 via 10.30.0.36 dev eth1 metric 11",
        ]);
    });

    it("takes the router of a lease without classless routes", async () => {
        const said = await calls("bound", { router: "10.30.0.1", mtu: "1500" });
        expect(said.at(-1)).toBe("ip route replace 0.0.0.0/0 via 10.30.0.1 dev eth1 metric 11");
    });

    it("sets everything anew after the lease was lost", async () => {
        const first = await calls("bound", { staticroutes: metadata });
        expect(await calls("deconfig", {})).toEqual(["ip -4 addr flush dev eth1"]);
        expect(await calls("bound", { staticroutes: metadata })).toEqual(first);
    });
});
