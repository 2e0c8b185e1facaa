import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { callLeave, leavingOf } from "../../../cli/migrate/leave.ts";
import { FakeShell, samplePlan } from "../verify/fakes.ts";

const [gist] = samplePlan().sites;
if (gist === undefined) throw new Error("the sample has no site");
const rule = {
    ...{ group: "central-group", direction: "ingress", ethertype: "IPv4", protocol: "icmp", prefix: "0.0.0.0/0" },
    ...{ low: 0, high: 0, description: "k-one:sample-gist:gist-guest-icmp" },
};
const leaving = leavingOf(gist, new Map([["net3", "5633947c-2dd8"]]), "project1", [rule]);

describe("what a K-Box is told", () => {
    test("is each shared network that the region has, with the site's own share of it", () => {
        expect(leaving.networks).toEqual([
            {
                ...{ id: "5633947c-2dd8", physical: "net3", vni: 70003, project: "project1" },
                ...{ first: "10.30.0.16", last: "10.30.0.31" },
            },
        ]);
        expect(leavingOf(gist, new Map(), "project1", []).networks).toEqual([]);
    });

    test("comes as a script that its shell can read, with the program and what it is given", async () => {
        const inputs: string[] = [];
        const shell = new FakeShell((_, { input }) => {
            inputs.push(Buffer.from(input ?? []).toString());
            return '{"left": false}\n';
        });
        expect(await callLeave(shell, { ...gist.kBox, user: "tein" }, "look", leaving)).toBe(false);
        expect(shell.scripts).toEqual(["sudo -n sh -s -- look"]);
        const [script = ""] = inputs;
        expect(execaSync("sh", ["-n"], { input: script }).exitCode).toBe(0);
        expect(script).toContain('"description":"k-one:sample-gist:gist-guest-icmp"');
        expect(script).toContain("UPDATE networksegments SET network_type = 'flat'");
        expect(script).toContain("UPDATE ipamallocationpools SET first_ip = :first, last_ip = :last");
    });
});

test("a Neutron that has left says so", async () => {
    expect(await callLeave(new FakeShell(() => '{"left": true}\n'), gist.kBox, "leave", leaving)).toBe(true);
});

test("one that can't says why", async () => {
    const shell = new FakeShell(() => ({ code: 1, errors: "x\nthis K-Box has no unit neutron-server.service\n" }));
    await expect(callLeave(shell, gist.kBox, "leave", leaving)).rejects.toThrow(
        "Neutron on the K-Box at 203.0.113.11 can't leave Tricircle: this K-Box has no unit neutron-server.service.",
    );
});
