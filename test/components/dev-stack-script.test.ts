import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import {
    countInCommand,
    handOverCommand,
    healthCommand,
    hostBundle,
    hostCommand,
    hostSettings,
    memberRoleIn,
    shownSettings,
    stackCommand,
    stackInput,
    stackMark,
    statusCommand,
    takeBackCommand,
    unhostCommand,
    unstackCommand,
} from "../../components/dev-stack-script.ts";
import { fetchesIn, isPinned } from "../../policy/fetches.ts";
import { secretIn } from "../../policy/secret-words.ts";
import { devStackPlan, devStackSecrets } from "./sample-dev-stack.ts";

const plan = devStackPlan();
const secrets = Object.values(devStackSecrets);

describe("what a reviewer sees of a machine that DevStack makes", () => {
    const shown = shownSettings(plan);

    test("is where everything comes from, and local.conf without a secret", () => {
        expect(shown).toContain("GIT_BASE=https://opendev.org\n");
        expect(shown).toContain("HOST_IP=203.0.113.11\n");
        expect(shown).toContain("ADMIN_PASSWORD=...\n");
        for (const secret of secrets) expect(stackCommand(plan)).not.toContain(secret);
        expect(secretIn(stackCommand(plan))).toBeNull();
    });

    test("shows the policies each ref, and a branch as what it is", () => {
        const refs = (ref: string) =>
            fetchesIn(stackCommand(devStackPlan({ source: { ...plan.source, ref } })), {}).map((fetch) => fetch.ref);
        expect(refs("1".repeat(40))).toEqual(["1".repeat(40), "2".repeat(40)]);
        expect(refs("1".repeat(40)).every((ref) => ref !== null && isPinned(ref))).toBe(true);
        expect(refs("master").every((ref) => ref !== null && isPinned(ref))).toBe(false);
    });
});

describe("what goes to the machine", () => {
    test("has its secrets in one word, which Pulumi can hide without hiding anything else", () => {
        const input = stackInput(plan, devStackSecrets);
        expect(input).toMatch(/^[A-Za-z0-9+/=]+$/);
        const given = JSON.parse(Buffer.from(input, "base64").toString()) as Record<string, unknown>;
        expect(given).toMatchObject({ secrets: devStackSecrets, config: { role: "first region", timeout: 90 } });
        expect(given.localConf).toContain("ADMIN_PASSWORD='adm/Secret+1 ok'\n");
    });

    test("is marked by a word that changes with it, and that only the machine's key can make", () => {
        const mark = (secrets: typeof devStackSecrets, key = "key") => stackMark(stackInput(plan, secrets), key);
        expect(mark(devStackSecrets)).toMatch(/^[0-9a-f]{32}$/);
        expect(mark(devStackSecrets)).toBe(mark({ ...devStackSecrets }));
        expect(mark({ ...devStackSecrets, rabbit: "another one" })).not.toBe(mark(devStackSecrets));
        expect(mark(devStackSecrets, "another key")).not.toBe(mark(devStackSecrets));
    });

    test("has none in the part that everybody may see", () => {
        for (const secret of secrets) expect(hostBundle(plan)).not.toContain(secret);
    });

    test("is a script that a shell can read", () => {
        const { exitCode, stderr } = execaSync("sh", ["-n"], { input: hostBundle(plan), reject: false });
        expect([exitCode, stderr]).toEqual([0, ""]);
    });

    test("asks for Open vSwitch only where bridges are made, or guests are switched in user space", () => {
        expect(hostSettings(plan)).toContain("openvswitch-switch");
        const tower = devStackPlan({ role: "tower", openVSwitch: { ...plan.openVSwitch, bridges: [] } });
        expect(hostSettings(tower)).not.toContain("openvswitch-switch");
        const inUserSpace = { datapath: "netdev", bridges: [], bridgeMappings: "" } as const;
        expect(hostSettings(devStackPlan({ openVSwitch: inUserSpace }))).toContain("openvswitch-switch");
        expect(hostBundle(plan)).toContain("ip -oneline monitor link");
        expect(hostSettings(tower)).toContain("NEEDED_MIB='4096'");
    });

    test("says mirrors and proxy, and nothing where there are none", () => {
        const mirrors = {
            apt: "http://mirror.example/debian",
            pip: null,
            proxy: "http://proxy:3128",
            noProxy: ["a", "b"],
        };
        expect(hostSettings(devStackPlan({ mirrors }))).toContain("APT_MIRROR='http://mirror.example/debian'\n");
        expect(hostSettings(devStackPlan({ mirrors }))).toContain("NO_PROXY='a b'\n");
        expect(hostSettings(plan)).toContain("PROXY=''\n");
    });
});

describe("the commands", () => {
    test("say what destroy does", () => {
        expect([unstackCommand(plan), unhostCommand(plan)].map((line) => line.split(" ").at(-1))).toEqual([
            "remove",
            "remove",
        ]);
        expect(unstackCommand(devStackPlan({ onDestroy: "stop" }))).toMatch(/ unstack stop$/);
    });

    test("run with root's rights, also where the login user isn't root", () => {
        const machine = { ...plan.machine, user: "operator" };
        expect(hostCommand(machine)).toBe("sudo -n sh -s -- host");
        for (const command of [handOverCommand, stackCommand, takeBackCommand]) {
            expect(command({ ...plan, machine })).toMatch(/^sudo -n python3 /);
        }
        expect(countInCommand(machine, plan)).toMatch(/^sudo -n python3 .* count-in gist /);
    });

    test("look again whenever something else is stacked, and only then", () => {
        expect(healthCommand(devStackPlan({ timeout: 5, onDestroy: "stop" }))).toBe(healthCommand(plan));
        expect(healthCommand(devStackPlan({ source: { ...plan.source, ref: "3".repeat(40) } }))).not.toBe(
            healthCommand(plan),
        );
    });
});

test("the role is read from what the look prints", () => {
    expect(memberRoleIn("DevStack: RegionOne works\nmemberRole=0123abcd\n")).toBe("0123abcd");
    expect(memberRoleIn("memberRole=")).toBe("");
    expect(memberRoleIn("DevStack: gist-cube1 counts")).toBe("");
});

test("a machine is asked how far it is only where something of DevStack was put", () => {
    const command = statusCommand({ user: "stack" });
    expect(command).toContain("sudo -n python3 -B /usr/local/lib/k-one/devstack/k-one-devstack status");
    expect(execaSync("sh", ["-c", command]).stdout).toBe("");
});
