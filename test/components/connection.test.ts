import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { connectionTo } from "../../components/connection.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

const { kBox } = siteOf(samplePlan(), "gist");
const cube = { ...kBox, address: "172.16.1.21", user: "k-one" };

test("a connection has exactly the fields that the provider knows, with a host key, and the key as a secret", async () => {
    const connection = connectionTo(kBox, { privateKey: "key" });
    expect(connection).toEqual({
        host: kBox.address,
        port: kBox.port,
        user: "root",
        hostKey: kBox.hostKey,
        privateKey: expect.anything(),
        dialErrorLimit: 3,
        perDialTimeout: 10,
    });
    expect(await pulumi.isSecret(pulumi.output(connection.privateKey))).toBe(true);
});

test("a machine behind another is reached through it, each by its own host key", () => {
    const connection = connectionTo(cube, { privateKey: "key", agentSocketPath: "/run/agent" }, kBox);
    expect(connection).toMatchObject({ host: cube.address, user: "k-one", agentSocketPath: "/run/agent" });
    expect(connection.proxy).toMatchObject({ host: kBox.address, hostKey: kBox.hostKey });
    expect(connectionTo(kBox, { privateKey: "key" }).proxy).toBeUndefined();
});
