import { existsSync, readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { namespaceExists, namespaceFile } from "../../lab/namespace.ts";
import { ensureWan, macOf, removeNamespace, wanPorts } from "../../lab/network.ts";
import { run } from "../../lab/run.ts";
import { scratchLab } from "./scratch.ts";

const root = process.getuid?.() === 0;

test("a network card's address follows from its machine's", () => {
    expect(macOf("203.0.113.11")).toBe("02:00:cb:00:71:0b");
});

test("a WAN that is not there has no ports, and removing it does nothing", async () => {
    const lab = scratchLab();
    expect(await wanPorts(lab)).toEqual([]);
    await removeNamespace(lab.wan);
    expect(existsSync(namespaceFile(lab.wan))).toBe(false);
});

describe.runIf(root)("the WAN", () => {
    const routes = [{ destination: "192.168.101.0/24", via: "203.0.113.11" }];

    async function scratchWan() {
        const lab = scratchLab("labunitnet");
        onTestFinished(() => removeNamespace(lab.wan));
        await ensureWan(lab, routes);
        return lab;
    }

    test("has one bridge, its own routes and no way out", async () => {
        const lab = await scratchWan();
        const routesInside = await run(["ip", "-n", lab.wan, "route"]);
        expect(routesInside).toContain("192.168.101.0/24 via 203.0.113.11");
        expect(routesInside).not.toContain("default");
        const links = JSON.parse(await run(["ip", "-n", lab.wan, "-json", "link"])) as { ifname: string }[];
        expect(links.map(({ ifname }) => ifname)).toEqual(["lo", "wan"]);
        await expect(run(["ip", "-n", lab.wan, "route", "get", "192.0.2.1"])).rejects.toThrow(/unreachable/i);
    });

    test("is made once, and can be asked for again", async () => {
        const lab = await scratchWan();
        const before = await run(["ip", "-n", lab.wan, "-oneline", "address"]);
        await ensureWan(lab, [...routes, { destination: "192.168.102.0/24", via: "203.0.113.12" }]);
        expect(await run(["ip", "-n", lab.wan, "-oneline", "address"])).toBe(before);
        expect(await run(["ip", "-n", lab.wan, "route"])).toContain("192.168.102.0/24 via 203.0.113.12");
    });

    test("may have wires beside it, where nobody hears what is said on it", async () => {
        const lab = await scratchWan();
        await ensureWan(lab, routes, ["gist-mgmt"]);
        await ensureWan(lab, routes, ["gist-mgmt"]);
        const inWan = ["nsenter", `--net=${namespaceFile(lab.wan)}`];
        await run([...inWan, "ip", "link", "add", "one", "type", "veth", "peer", "name", "other"]);
        await run([...inWan, "ip", "link", "set", "one", "master", "gist-mgmt"]);
        expect(await wanPorts(lab)).toEqual(["one"]);
        expect(await run(["ip", "-n", lab.wan, "-oneline", "-4", "address", "show", "gist-mgmt"])).toBe("");
    });

    test("is gone, with its mount, when it is removed", async () => {
        const lab = await scratchWan();
        expect(namespaceExists(lab.wan)).toBe(true);
        await removeNamespace(lab.wan);
        expect(namespaceExists(lab.wan)).toBe(false);
        expect(readFileSync("/proc/self/mountinfo", "utf8")).not.toContain(lab.wan);
    });
});
