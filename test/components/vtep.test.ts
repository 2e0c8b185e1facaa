import * as pulumi from "@pulumi/pulumi";
import { execaSync } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { bundle, Vtep, vtepConfig } from "../../components/vtep.ts";
import type { SshTarget } from "../../plan/environment-plan.ts";
import { type Recording, record } from "./mocks.ts";
import { samplePlan, siteOf, thirdSite } from "./sample-plan.ts";

const site = siteOf(samplePlan(), "gist");
const [network] = site.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");
const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----";
const make = (kBox: SshTarget = site.kBox) =>
    record(() => new Vtep("gist-net3-vtep", { network, kBox, privateKey }, {}));

const commandOf = ({ resources }: Recording<unknown>) => {
    const [found, ...others] = resources.filter(({ type }) => type === "command:remote:Command");
    if (found === undefined || others.length > 0) throw new Error("one command, no more and no less");
    return found;
};

describe("Vtep", () => {
    let gist: Recording<Vtep>;
    beforeAll(async () => {
        gist = await make();
    });

    test("is one command on the K-Box, a child of the component", () => {
        const component = gist.resources.find(({ type }) => type === "k-one:index:Vtep");
        expect(commandOf(gist)).toMatchObject({ name: "gist-net3-vtep-config", parent: component?.urn });
        expect(gist.finished).toContain(component?.urn);
    });

    test("connects with the fields that the provider knows and a checked host key, all of it secret", () => {
        const { connection } = commandOf(gist).inputs;
        expect(pulumi.runtime.isRpcSecret(connection)).toBe(true);
        expect(pulumi.runtime.unwrapRpcSecret(connection)).toEqual({
            host: site.kBox.address,
            port: site.kBox.port,
            user: "root",
            hostKey: site.kBox.hostKey,
            privateKey,
            dialErrorLimit: 3,
            perDialTimeout: 10,
        });
        expect(JSON.stringify(gist.resources.filter(({ custom }) => !custom))).not.toContain("PRIVATE KEY");
    });

    test("changes in place: what runs again is `create`, and nothing triggers a replacement", () => {
        expect(Object.keys(commandOf(gist).inputs).sort()).toEqual(
            ["addPreviousOutputInEnv", "connection", "create", "delete", "stdin"].sort(),
        );
    });

    test("shows in a diff who joins: one peer a line, nothing else changes", () => {
        const before = vtepConfig(network).split("\n");
        const [grown] = siteOf(samplePlan({ kaist: thirdSite }), "gist").sharedNetworks;
        const after = vtepConfig(grown as typeof network).split("\n");
        expect(after.filter((line) => !before.includes(line))).toEqual([
            expect.stringContaining('"203.0.113.12",'),
            expect.stringContaining('"203.0.113.15"'),
        ]);
    });

    test("hands the K-Box a script that its shell can read, whatever stands in the config", () => {
        const { create, delete: remove } = commandOf(gist).inputs;
        expect(execaSync("sh", ["-n"], { input: bundle() }).exitCode).toBe(0);
        const words = execaSync("sh", ["-c", `set -- ${create}; printf %s "$6"`]).stdout;
        expect(words).toBe(vtepConfig(network));
        expect(remove).toBe("sh -s -- uninstall net3");
    });

    test("uses sudo where the K-Box's user is not root", async () => {
        const { create } = commandOf(await make({ ...site.kBox, user: "tein" })).inputs;
        expect(create).toMatch(/^sudo -n sh -s -- install net3 '/);
    });

    test("says which device and bridge it made", async () => {
        const { device, bridge } = await record(() => {
            const vtep = new Vtep("gist-net3-vtep", { network, kBox: site.kBox, privateKey });
            return { device: vtep.device, bridge: vtep.bridge };
        }).then(({ result }) => result);
        expect(await promiseOf(device)).toBe("vx70003");
        expect(await promiseOf(bridge)).toBe("br-net3");
    });
});

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}
