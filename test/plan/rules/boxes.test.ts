import { describe, expect, test } from "vitest";
import { edited, errorsOf } from "../sample.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const box = (name: string, address: string) =>
    `{ name: ${name}, role: k-cube, address: ${address}, hostKey: ${key}, interfaces: { management: eno1 } }`;
const withBoxes = (...boxes: readonly string[]) =>
    edited("gist", "router: R1", `router: R1\n    boxes: [${boxes.join(", ")}]`);

describe("boxes", () => {
    test("live on the management network", () => {
        expect(errorsOf(withBoxes(box("cube1", "172.16.1.11"), box("cube2", "172.16.1.12")))).toEqual([]);
    });

    test("have a name and an address of their own", () => {
        expect(errorsOf(withBoxes(box("cube1", "172.16.1.11"), box("cube1", "172.16.1.11")))).toEqual([
            "sites.gist.boxes[1].address: 172.16.1.11 is boxes[0]'s already. Choose another.",
            "sites.gist.boxes[1].name: cube1 is boxes[0]'s already. Choose another.",
        ]);
    });

    test("have a host key, but for a switch: nobody logs in there", () => {
        const bare = (role: string) => withBoxes(`{ name: one, role: ${role}, address: 172.16.1.11 }`);
        for (const role of ["k-tower", "k-cube", "iot-data-hub"]) {
            expect(errorsOf(bare(role))).toEqual([
                `sites.gist.boxes[0].hostKey: missing. A ${role} is logged in to: write its public host key, ssh-ed25519 AAAA….`,
            ]);
        }
        expect(errorsOf(bare("k-fabric"))).toEqual([]);
        expect(errorsOf(bare("k-fabrik")).join()).toMatch(/boxes\[0\]\.role: .*k-fabric/);
    });

    test("need a management network", () => {
        const networks = "    networks: { management: { physical: mgmt, cidr: 172.16.1.0/24 } }\n";
        const { gist = "" } = withBoxes(box("cube1", "172.16.1.11"));
        expect(errorsOf({ gist: gist.replace(networks, "") })).toEqual([
            "sites.gist.boxes[0].address: 172.16.1.11 needs networks.management, which this site lacks. Declare its block.",
        ]);
    });
});
