import { describe, expect, test } from "vitest";
import { ownKBox } from "../../policy/own-k-box.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";
import { type EngineResource, secret, unknown, violations, warnings } from "./engine.ts";
import { siteResources, towerResources } from "./stacks.ts";

const kBox = siteOf(samplePlan(), "gist").kBox;
const good = { host: kBox.address, port: 22, user: "root", hostKey: kBox.hostKey, privateKey: secret("k") };
const command = (connection: unknown, type = "command:remote:Command"): EngineResource => ({
    ...{ type, name: "run", inputs: { connection, create: "true" }, provider: "command" },
});
const provider: EngineResource = { type: "pulumi:providers:command", name: "command", inputs: {} };
const check = (resource: EngineResource, stack?: string) =>
    violations([ownKBox], [provider, resource], stack === undefined ? {} : { stack });

describe("own-k-box", () => {
    test("lets a site's and the tower's own stack pass", async () => {
        expect(await violations([ownKBox], await siteResources())).toEqual([]);
        expect(await violations([ownKBox], await towerResources(), { stack: "lab-tower" })).toEqual([]);
        expect(await check(command(good))).toEqual([]);
    });

    test("refuses another site's K-Box, and says whose it is", async () => {
        expect(await check(command({ ...good, host: "203.0.113.12" }))).toEqual([
            "run.connection.host: it goes to 203.0.113.12, which is korea's K-Box. Allowed: 203.0.113.11. Use the kBox of " +
                "stacks/Pulumi.lab-gist.yaml; a box of the K-Cluster is reached over it as proxy.",
        ]);
    });

    test.each(["command:remote:CopyToRemote", "command:remote:CopyFile"])("holds %s to the same", async (type) =>
        expect(await check(command({ ...good, host: "203.0.113.12" }, type))).toHaveLength(1),
    );

    test("refuses any machine that may answer: no host key, and another one", async () => {
        const { hostKey: _, ...without } = good;
        expect((await check(command(without))).join()).toContain(
            "no host key is given, so that any machine may answer",
        );
        expect((await check(command({ ...good, hostKey: "ssh-ed25519 AAAA" }))).join()).toContain("another host key");
    });

    test("refuses a password, without showing it, and a login with nothing", async () => {
        const found = (await check(command({ ...good, password: secret("hunter2") }))).join();
        expect(found).toContain("run.connection.password: it logs in with a password.");
        expect(found).not.toContain("hunter2");
        const { privateKey: _, ...without } = good;
        expect((await check(command(without))).join()).toContain("it has neither key nor agent");
        expect(await check(command({ ...without, agentSocketPath: "/run/agent" }))).toEqual([]);
    });

    test("refuses a foreign proxy, and a proxy to what is no box of the site", async () => {
        const proxy = { ...good, host: "203.0.113.12" };
        const found = (await check(command({ ...good, proxy }))).join("\n");
        expect(found).toMatch(/^run\.connection\.host: .*\nrun\.connection\.proxy\.host: /);
    });

    test("refuses what runs on the computer of whoever runs Pulumi, and other stacks' outputs", async () => {
        const local = { type: "command:local:Command", name: "run", inputs: {}, provider: "command" };
        expect((await check(local)).join()).toContain("command:local:Command runs on the computer of whoever");
        const dynamic = { ...local, type: "pulumi-nodejs:dynamic:Resource" };
        expect((await check(dynamic)).join()).toContain("goes where nobody can tell");
        const reference = { type: "pulumi:pulumi:StackReference", name: "other", inputs: {}, read: true };
        expect((await check(reference)).join()).toContain("it reads another stack's live outputs");
    });

    test.each(["orchestration/stackV1:StackV1", "containerinfra/cluster:Cluster"])(
        "refuses %s, which makes what nobody sees",
        async (type) => {
            const maker = { type: `openstack:${type}`, name: "maker", inputs: {}, provider: "command" };
            expect((await check(maker)).join()).toMatch(/^maker: .* lets OpenStack make what nobody sees here\./);
        },
    );

    test("lets the tower's stack give no commands", async () =>
        expect((await check(command(good), "lab-tower")).join()).toContain("Allowed: no remote command."));

    test("can't tell while the key isn't known, and says so; refuses a host that isn't", async () => {
        expect(await warnings([ownKBox], [provider, command(unknown)])).toEqual([
            expect.stringContaining("run.connection: not known in this preview."),
        ]);
        expect(await check(command({ ...good, privateKey: unknown }))).toEqual([]);
        expect(await check(command({ ...good, host: unknown }))).toHaveLength(1);
    });
});
