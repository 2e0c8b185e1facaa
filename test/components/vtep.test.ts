import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { Vtep } from "../../components/vtep.ts";
import { bundle, installCommand, uninstallCommand } from "../../components/vtep-script.ts";
import type { SshTarget } from "../../plan/environment-plan.ts";
import { type Recording, record } from "./mocks.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

const site = siteOf(samplePlan(), "gist");
const [network] = site.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");
const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----";
const make = (kBox: SshTarget = site.kBox) =>
    record(() => new Vtep("gist-net3-vtep", { network, bridge: "br-net3", kBox, privateKey }, {}));

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

    test("feeds the K-Box's shell the script that installs its end, and the one that takes it away", () => {
        expect(commandOf(gist).inputs).toMatchObject({
            create: installCommand(site.kBox, network),
            delete: uninstallCommand(site.kBox, network),
            stdin: bundle(),
        });
    });

    test("says which device and bridge it made", async () => {
        const { device, bridge } = await record(() => {
            const vtep = new Vtep("gist-net3-vtep", { network, bridge: "br-other", kBox: site.kBox, privateKey });
            return { device: vtep.device, bridge: vtep.bridge };
        }).then(({ result }) => result);
        expect(await promiseOf(device)).toBe("vx70003");
        expect(await promiseOf(bridge)).toBe("br-other");
    });
});

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}
