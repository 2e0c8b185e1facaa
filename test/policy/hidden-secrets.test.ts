import { describe, expect, test } from "vitest";
import { hiddenSecrets } from "../../policy/hidden-secrets.ts";
import { types } from "../../policy/openstack-types.ts";
import { type Circumstances, type EngineResource, secret, unknown, violations, warnings } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const check = (resources: readonly EngineResource[], circumstances?: Circumstances) =>
    violations([hiddenSecrets], resources, circumstances);
const command = (inputs: Readonly<Record<string, unknown>>) => [
    { type: "command:remote:Command", name: "run", inputs },
];
const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n";

describe("hidden-secrets", () => {
    test("lets a site's and the tower's own stack pass, whose secrets are marked", async () => {
        expect(await check(await siteResources())).toEqual([]);
        expect(await check(await towerResources(), { stack: "lab-tower" })).toEqual([]);
    });

    test("refuses a site's password in plain, and doesn't repeat it", async () => {
        const resources = withInputs(await towerResources(), "tower-gist-user", { password: "hunter2" });
        expect(await check(resources, { stack: "lab-tower" })).toEqual([
            "tower-gist-user.password: it holds a value for password in plain. Allowed: a value that is marked as a " +
                "secret. Take it from a secret of the stack's config with requireSecret, or wrap it in pulumi.secret.",
        ]);
    });

    test("refuses a private key in plain, also where its name says nothing", async () => {
        const host = "203.0.113.11";
        const plain = withInputs(await siteResources(), "gist-net3-vtep-config", { connection: { host, privateKey } });
        expect((await check(plain)).join()).toContain("gist-net3-vtep-config.connection.privateKey: it holds");
        const marked = { host, privateKey: secret(privateKey) };
        expect(await check(withInputs(plain, "gist-net3-vtep-config", { connection: marked }))).toEqual([]);
        expect((await check(command({ triggers: [privateKey] }))).join()).toContain(
            "run.triggers.0: it holds a private key",
        );
    });

    test.each([
        ["create", { create: "OS_PASSWORD=hunter2 openstack token issue" }, "create"],
        ["stdin", { stdin: privateKey }, "stdin"],
        ["environment", { environment: { OS_PASSWORD: "hunter2" } }, "environment.OS_PASSWORD"],
        ["a number", { environment: { PASSWORD: 123456 } }, "environment.PASSWORD"],
    ])("refuses a secret in a command's %s, and lets a marked one pass", async (_, inputs, at) => {
        const said = await check(command(inputs));
        expect(said).toHaveLength(1);
        expect(said.join()).toContain(`run.${at}: it holds a`);
        expect(said.join()).not.toMatch(/hunter2|b3BlbnNzaC1rZXk|123456/);
        const marked = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, secret(value)]));
        expect(await check(command(marked))).toEqual([]);
    });

    test("refuses a secret in a virtual machine's metadata and user data", async () => {
        const vm = (inputs: Readonly<Record<string, unknown>>) => [{ type: types.instance, name: "vm", inputs }];
        expect(await check(vm({ metadata: { db_password: "hunter2" } }))).toHaveLength(1);
        expect(await check(vm({ userData: "#cloud-config\npassword: hunter2\n" }))).toHaveLength(1);
        expect(await check(vm({ metadata: { role: "guest" }, userData: "#cloud-config\npackages: [git]\n" }))).toEqual(
            [],
        );
    });

    test("refuses a secret among a stack's or a component's outputs", async () => {
        const stack = (outputs: Readonly<Record<string, unknown>>) => [
            { type: "pulumi:pulumi:Stack", name: "k-one-lab-gist", inputs: {}, outputs },
        ];
        expect(await check(stack({ adminPassword: "hunter2" }))).toEqual([
            "k-one-lab-gist.adminPassword: its output holds a value for adminPassword. Allowed: outputs without secrets, " +
                "marked or not. Leave it away: whoever needs it takes it from the stack's config.",
        ]);
        expect(await check(stack({ keys: [privateKey] }))).toHaveLength(1);
        expect(await check(stack({ floatingIp: unknown, region: "RegionOne" }))).toEqual([]);
        const component = { type: "k-one:index:Site", name: "gist", inputs: {}, outputs: { token: "0123456789" } };
        expect((await check([component])).join()).toContain("gist.token: its output holds a value for token.");
    });

    test("can't decide on a password or a connection before they are known, and asks of nothing else", async () => {
        const inputs = { connection: unknown, environment: { OS_PASSWORD: unknown, REF: unknown } };
        expect(await check(command(inputs))).toEqual([]);
        expect(await warnings([hiddenSecrets], command(inputs))).toEqual([
            expect.stringContaining("run.connection: not known in this preview."),
            expect.stringContaining("run.environment.OS_PASSWORD: not known in this preview."),
        ]);
    });
});
