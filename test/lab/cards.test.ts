import { expect, test } from "vitest";
import { boxCard, cardsOf, cardUnit, managementCard } from "../../lab/cards.ts";

const [wan, data] = cardsOf("korea", "203.0.113.12", "203.0.113.22");

test("a machine has one card on the WAN", () => {
    const only = { name: "wan0", port: "tower", address: "203.0.113.10" };
    expect(cardsOf("tower", "203.0.113.10")).toEqual([only]);
    expect(cardsOf("tower", "203.0.113.10", "203.0.113.10")).toEqual([only]);
});

test("a K-Box whose VTEP has an address of its own has a second card for it", () => {
    expect([wan, data]).toEqual([
        { name: "wan0", port: "korea", address: "203.0.113.12" },
        { name: "data0", port: "korea-data", address: "203.0.113.22" },
    ]);
});

test("a port's name is one an interface may have, for every site", () => {
    for (const { port } of cardsOf("soongsil", "203.0.113.13", "203.0.113.23")) expect(port.length).toBeLessThan(16);
});

test("a card on a management network is Open vSwitch's at the K-Box, and has its box's address there", () => {
    const [at, its] = [managementCard("soongsil"), boxCard("soongsil", "172.16.3.21")];
    expect(at.wire).toBe(its.wire);
    for (const name of [at.port, its.port, at.wire ?? fail()]) expect(name.length).toBeLessThan(16);
    expect(new Set([at.port, its.port, at.wire]).size).toBe(3);
    expect(cardUnit(at)).toEqual([
        "k-one-lab-mgmt.service",
        expect.stringMatching(/\nExecStart=ip link set mgmt0 up\n$/),
    ]);
    expect(cardUnit(at)[1]).not.toContain("ip address");
    expect(cardUnit(its)[1]).toContain("ExecStart=ip address replace 172.16.3.21/24 dev mgmt0\n");
});

test("the way out is the WAN's card; the data card is used by its own address alone", () => {
    const [wanUnit, wanText] = cardUnit(wan ?? fail());
    expect(wanUnit).toBe("k-one-lab-wan.service");
    expect(wanText).toContain("ExecStart=ip address replace 203.0.113.12/24 dev wan0\n");
    expect(wanText).toContain("ExecStart=ip route replace default via 203.0.113.1\n");
    const [dataUnit, dataText] = cardUnit(data ?? fail());
    expect(dataUnit).toBe("k-one-lab-data.service");
    expect(dataText).toContain("ExecStart=ip address replace 203.0.113.22/24 dev data0 noprefixroute\n");
    expect(dataText).toContain("ExecStart=ip rule add from 203.0.113.22 lookup 100\n");
    expect(dataText).toContain("ExecStart=ip route replace 203.0.113.0/24 dev data0 src 203.0.113.22 table 100\n");
    expect(dataText).toContain("net.ipv4.conf.wan0.arp_ignore=1");
    expect(dataText).not.toContain("route replace default via 203.0.113.1\n");
});

function fail(): never {
    throw new Error("a card is missing");
}
