import { describe, expect, test } from "vitest";
import { keystoneOf } from "../../plan/control-vm.ts";
import { controlledSite } from "../components/sample-plan.ts";

describe("a control VM's plan", () => {
    test("is on the management network, with the K-Box as its way out and its only caller", () => {
        expect(controlledSite().controlVm).toMatchObject({
            name: "gist-control-vm",
            image: "k-one-guest",
            nics: [
                {
                    kind: "management",
                    network: "gist-management",
                    physical: "mgmt",
                    cidr: "172.16.1.0/24",
                    gateway: "172.16.1.1",
                    pool: { start: "172.16.1.30", end: "172.16.1.31" },
                    address: "172.16.1.31",
                },
            ],
            sshFrom: "172.16.1.1/32",
        });
    });

    test("lets it reach its own network, its own region's APIs, Keystone and Nova's metadata, and nothing else", () => {
        expect(controlledSite().controlVm?.reach.map(({ cidr, port }) => `${cidr} ${port}`)).toEqual([
            "172.16.1.0/24 null",
            "203.0.113.11/32 8774",
            "203.0.113.11/32 9292",
            "203.0.113.11/32 9696",
            "203.0.113.11/32 8778",
            "203.0.113.10/32 5000",
            "169.254.169.254/32 80",
        ]);
    });

    test("has a second card on the control network where the site gives it an address there, and no way out by it", () => {
        const { controlVm } = controlledSite({ control: "172.17.1.31" });
        expect(controlVm?.nics.map(({ kind, address, gateway }) => ({ kind, address, gateway }))).toEqual([
            { kind: "management", address: "172.16.1.31", gateway: "172.16.1.1" },
            { kind: "control", address: "172.17.1.31", gateway: null },
        ]);
        expect(controlVm?.reach.slice(0, 2).map(({ cidr }) => cidr)).toEqual(["172.16.1.0/24", "172.17.1.0/24"]);
    });
});

test("Keystone's place is read off its URL, when that holds an address", () => {
    expect(keystoneOf("http://203.0.113.10:5000/v3")).toEqual({ address: "203.0.113.10", port: 5000 });
    expect(keystoneOf("https://203.0.113.10/identity/v3")).toEqual({ address: "203.0.113.10", port: 443 });
    expect(keystoneOf("http://keystone.example.org/v3")).toBeNull();
});
