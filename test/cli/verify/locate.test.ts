import { describe, expect, test } from "vitest";
import { controlVmHostKeys, locateGuest, NotYet } from "../../../cli/verify/locate.ts";
import type { Cloud } from "../../../cloud/cloud.ts";
import { controlledPlan, samplePlan } from "./fakes.ts";

const [site] = samplePlan().sites;
const guest = site?.guest;
const log = "-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAhost root@g\n-----END SSH HOST KEY KEYS-----\n";

interface Answers {
    readonly floatingips?: readonly object[];
    readonly status?: string;
    readonly output?: string;
}

const locate = ({ floatingips, status = "ACTIVE", output = log }: Answers) => {
    const asked: string[] = [];
    const found = floatingips ?? [{ floating_ip_address: "192.168.101.100", port_id: "p1" }];
    const answers: Readonly<Record<string, unknown>> = {
        "network Region1 /floatingips?fixed_ip_address=10.1.0.10": { floatingips: found },
        "network Region1 /ports/p1": { port: { device_id: "s1" } },
        "compute Region1 /servers/s1": { server: { status } },
        "compute Region1 /servers/s1/action": { output },
    };
    const cloud: Pick<Cloud, "request"> = {
        request: async <T>(service: string, region: string, path: string) => {
            asked.push(`${service} ${region} ${path}`);
            return answers[asked.at(-1) ?? ""] as T;
        },
    };
    if (!site || !guest) throw new Error("the sample has no guest");
    return locateGuest(cloud, site, guest);
};

describe("locateGuest", () => {
    test("finds floating IP and host keys by the guest's tenant address", async () => {
        expect(await locate({})).toEqual({ floatingIp: "192.168.101.100", hostKeys: ["ssh-ed25519 AAAAhost"] });
    });

    test("prefers the floating IP of this stack to another tenant's", async () => {
        const { floatingIp } = await locate({
            floatingips: [
                { floating_ip_address: "192.168.101.7", port_id: "p7", description: "k-one:sample-gist2:x" },
                { floating_ip_address: "192.168.101.8", port_id: "p1", description: "k-one:sample-gist:gist-guest" },
            ],
        });
        expect(floatingIp).toBe("192.168.101.8");
    });

    test("says what to do when there is none", async () => {
        await expect(locate({ floatingips: [] })).rejects.toThrow(/no floating IP for gist-guest .*k-one up sample/);
    });

    test("a guest that boots is worth waiting for, one that is off is not", async () => {
        await expect(locate({ status: "BUILD" })).rejects.toThrow(NotYet);
        await expect(locate({ output: "booting" })).rejects.toThrow(NotYet);
        const off = await locate({ status: "SHUTOFF" }).catch((error) => error);
        expect(off).not.toBeInstanceOf(NotYet);
        expect(off.message).toBe("gist-guest is SHUTOFF in Nova of Region1");
    });
});

describe("controlVmHostKeys", () => {
    const [site] = controlledPlan().sites;
    const keysOf = (servers: readonly object[]) => {
        const answers: Readonly<Record<string, unknown>> = {
            "/servers?name=gist-control-vm": { servers },
            "/servers/s1": { server: { status: "ACTIVE" } },
            "/servers/s1/action": { output: log },
        };
        if (!site) throw new Error("the sample has no site");
        const request = async <T>(_service: string, _region: string, path: string) => answers[path] as T;
        return controlVmHostKeys({ request }, site, "gist-control-vm");
    };

    test("are those of the server of that very name", async () => {
        const servers = [
            { id: "s2", name: "gist-control-vm-2" },
            { id: "s1", name: "gist-control-vm" },
        ];
        expect(await keysOf(servers)).toEqual(["ssh-ed25519 AAAAhost"]);
    });

    test("are nobody's while there is no such server", async () => {
        await expect(keysOf([{ id: "s2", name: "gist-control-vm-2" }])).rejects.toThrow(
            /has no gist-control-vm; .*k-one up/,
        );
    });
});
