import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Box, endpointAddress, names, type TestNetwork } from "./vtep/box.ts";

const environment = inject("environment");
const gist = new Box(environment, "gist");
const korea = new Box(environment, "korea");
const tower = new Box(environment, "tower");
const boxes = [gist, korea];
const netA: TestNetwork = { name: "e2ea", vni: 79001 };
const netB: TestNetwork = { name: "e2eb", vni: 79002 };
const networks = [netA, netB];
/** VTEP of a site that isn't there: it joins and leaves. */
const absent = "203.0.113.99";
/** Open vSwitch and a busy computer take their time. */
const patience = { timeout: 20_000 };
const other = (box: Box) => (box === gist ? korea : gist);
const settle = (network: TestNetwork, more: readonly string[] = []) =>
    Promise.all(boxes.map((box) => box.install(network, [other(box).address, ...more])));
const ping = (box: Box, network: TestNetwork, options: string, target: string) =>
    box.attempt(`ip netns exec ${network.name} ping ${options} ${target}`);
const eachBox = <T>(action: (box: Box, network: TestNetwork) => Promise<T>) =>
    Promise.all(boxes.map(async (box) => [await action(box, netA), await action(box, netB)]));

describe("the ends of two shared networks on two K-Boxes", () => {
    let before: readonly string[];

    beforeAll(async () => {
        before = await Promise.all(boxes.map((box) => box.traces()));
        await settle(netA);
        await settle(netB);
        await eachBox((box, network) => box.plug(network));
    });

    afterAll(async () => {
        await eachBox((box, network) => box.unplug(network).then(() => box.uninstall(network)));
    });

    test("carry full-size packets both ways", async () => {
        for (const box of boxes) {
            await expect.poll(() => ping(box, netA, "-c 1 -W 1", endpointAddress(other(box))), patience).toBe(0);
            expect(await ping(box, netA, "-c 2 -i 0.2 -W 2 -M do -s 1422", endpointAddress(other(box)))).toBe(0);
            expect(await ping(box, netA, "-c 1 -W 1 -M do -s 1423", endpointAddress(other(box)))).not.toBe(0);
        }
    });

    test("are not touched by a second run", async () => {
        const device = await gist.run(`cat /sys/class/net/${names(netA).device}/ifindex`);
        expect(await settle(netA)).toEqual([[], []]);
        expect(await gist.check(netA)).toEqual([]);
        expect(await gist.run(`cat /sys/class/net/${names(netA).device}/ifindex`)).toBe(device);
    });

    test("take in a peer and let it go without losing a packet between the others", async () => {
        const flow = gist.inside(netA, `ping -q -i 0.02 -c 600 ${endpointAddress(korea)}`);
        expect(await settle(netA, [absent])).toEqual([[`added peer ${absent}`], [`added peer ${absent}`]]);
        expect(await settle(netA)).toEqual([[`removed peer ${absent}`], [`removed peer ${absent}`]]);
        expect(await flow).toContain("600 packets transmitted, 600 received");
    });

    test("keep networks with the same addresses apart", async () => {
        for (const network of networks) {
            expect(await ping(gist, network, "-c 1 -W 2", endpointAddress(korea))).toBe(0);
            const neighbour = await gist.inside(network, `ip neighbour show ${endpointAddress(korea)}`);
            expect(neighbour).toContain(await korea.mac(network.name, network));
        }
    });

    test("take this network's packets from declared peers only, whole or in fragments", async () => {
        const send = readFileSync(new URL("vtep/send_vxlan.py", import.meta.url), "utf8");
        const mac = await gist.mac(netA.name, netA);
        const from = async (box: Box) => {
            for (const way of ["whole", "fragments"]) {
                const words = [box.address, gist.address, netA.vni, mac, endpointAddress(gist), way];
                await box.run(`python3 - ${words.join(" ")}`, send);
            }
        };
        const arrived = async () =>
            Number(await gist.inside(netA, 'grep ^Udp: /proc/net/snmp | tail -n 1 | cut -d" " -f3'));
        const start = await arrived();
        await from(tower);
        await from(korea);
        await expect.poll(arrived, patience).toBeGreaterThanOrEqual(start + 2);
        expect(await arrived()).toBe(start + 2);
    });

    test("show an endpoint nothing of the K-Boxes: another endpoint answers, they don't", async () => {
        const own = await Promise.all(
            boxes.map((box) => box.inside(netA, `ip -6 -o address show dev ${netA.name} | grep -o "fe80[^/]*"`)),
        );
        const everyone = `ping -6 -i 0.5 -w 3 ff02::1%${netA.name}`;
        const answers = async () => {
            const printed = await gist.inside(netA, everyone);
            return [...new Set(printed.match(/(?<=bytes from )fe80[^%]*/g))].sort();
        };
        await expect.poll(answers, patience).toEqual(own.toSorted());
    });

    test("give no answer to ARP, nor to packets that need none", async () => {
        await gist.inside(netA, `ip address add 203.0.113.200/24 dev ${netA.name}`);
        for (const box of boxes) {
            expect(await ping(gist, netA, "-c 1 -W 1", box.address)).not.toBe(0);
            expect(await gist.inside(netA, `ip neighbour show ${box.address}`)).not.toContain("lladdr");
            for (const device of Object.values(names(netA))) {
                await gist.inside(
                    netA,
                    `ip neighbour replace ${box.address} lladdr ${await box.mac(device)} dev ${netA.name}`,
                );
                expect(await ping(gist, netA, "-c 1 -W 1", box.address)).not.toBe(0);
            }
        }
        await gist.inside(netA, `ip address delete 203.0.113.200/24 dev ${netA.name}`);
    });

    test("are put right when somebody changes them", async () => {
        const { device, bridge } = names(netA);
        await gist.run(
            [
                `ip link set ${device} mtu 1400 arp on`,
                `bridge fdb append 00:00:00:00:00:00 dev ${device} dst ${absent}`,
                `ip link set ${bridge} up`,
                `ovs-vsctl del-port ${device}`,
                `nft flush table inet k-one-${netA.name}`,
            ].join("\n"),
        );
        expect(await gist.check(netA)).toHaveLength(6);
        await gist.run(`systemctl reload k-one-vtep@${netA.name}`);
        expect(await gist.check(netA)).toEqual([]);
        await expect.poll(() => ping(gist, netA, "-c 1 -W 1", endpointAddress(korea)), patience).toBe(0);
    });

    test("stand again after a reboot of the K-Box", async () => {
        const boot = await gist.run("cat /proc/sys/kernel/random/boot_id /proc/1/stat | md5sum");
        const isReady = () => gist.attempt("test -e /run/k-one-lab/ready");
        const ready = await isReady();
        await gist.unplug(netA);
        await gist.reboot();
        const isBack = async () => {
            const now = await gist.run("cat /proc/sys/kernel/random/boot_id /proc/1/stat | md5sum").catch(() => boot);
            return now !== boot && (await gist.attempt(`systemctl is-active k-one-vtep@${netA.name}`)) === 0;
        };
        await expect.poll(isBack, { timeout: 240_000, interval: 1000 }).toBe(true);
        expect(await gist.check(netA)).toEqual([]);
        await gist.plug(netA);
        await expect.poll(() => ping(gist, netA, "-c 1 -W 1", endpointAddress(korea)), patience).toBe(0);
        // The next test file finds the lab as this one did.
        await expect.poll(isReady, { timeout: 240_000, interval: 1000 }).toBe(ready);
    });

    test("leave nothing behind when they go, and going twice is no error", async () => {
        await eachBox((box, network) => box.unplug(network));
        await Promise.all(boxes.map((box) => box.uninstall(netA)));
        expect(await gist.check(netB)).toEqual([]);
        await Promise.all(boxes.map((box) => box.uninstall(netB)));
        expect(await Promise.all(boxes.map((box) => box.traces()))).toEqual(before);
        expect(await gist.uninstall(netB)).toEqual([]);
    });
});
