import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { runStack } from "../../stacks/program.ts";
import { named, record } from "../components/mocks.ts";
import { ownIdentity, sample } from "../plan/sample.ts";

type Owner = keyof typeof sample;
/** The sample's object of a stack, as Pulumi hands it to the program. */
const objectOf = (owner: Owner) => {
    const key = owner === "tower" ? "k-one:tower" : "k-one:site";
    return { [key]: JSON.stringify(parse(sample[owner]).config[key]) };
};
const keys = { "k-one:kBoxKey": "private", "k-one:guestPublicKey": "ssh-ed25519 AAAA" };
const passwords = { "k-one:gistPassword": "one", "k-one:koreaPassword": "two" };

describe("runStack", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "k-one-program-"));
        mkdirSync(join(root, "stacks"));
        for (const [owner, text] of Object.entries(sample)) {
            writeFileSync(join(root, "stacks", `Pulumi.demo-${owner}.yaml`), text);
        }
        for (const name of Object.keys(process.env).filter((variable) => variable.startsWith("OS_"))) {
            vi.stubEnv(name, undefined);
        }
        vi.stubEnv("K_ONE_RUN", undefined);
        vi.stubEnv("PULUMI_BACKEND_URL", `file://${root}`);
    });
    afterEach(() => {
        rmSync(root, { recursive: true });
        vi.unstubAllEnvs();
        pulumi.runtime.setAllConfig({});
    });

    const run = (stack: string, config: Record<string, string>, preview = false) => {
        pulumi.runtime.setAllConfig(config);
        return record(() => runStack(root), { stack, preview });
    };

    test("makes the site that the stack is named after, and tells where it is", async () => {
        const { result, resources } = await run("demo-gist", { ...objectOf("gist"), ...keys });
        expect(resources.filter(({ type }) => type === "k-one:index:Site").map(({ name }) => name)).toEqual(["gist"]);
        expect(result).toMatchObject({
            region: "RegionOne",
            guest: { tenant: "10.1.0.10", net3: "10.30.0.20" },
            vteps: { net3: "203.0.113.11" },
        });
        expect(Object.keys(result)).not.toContain("projects");
    });

    test("makes the tower, each site's user with its own password", async () => {
        const recording = await run("demo-tower", { ...objectOf("tower"), ...passwords });
        expect(JSON.stringify(named(recording, "tower-korea-user").inputs.password)).toContain("two");
        expect(Object.keys(recording.result).sort()).toEqual(["projects", "region"]);
        expect(Object.keys(recording.result.projects ?? {})).toEqual(["gist", "korea"]);
    });

    test("makes a site with a Keystone of its own, and nothing for the tower", async () => {
        const own = ownIdentity();
        for (const [owner, text] of Object.entries(own)) {
            writeFileSync(join(root, "stacks", `Pulumi.demo-${owner}.yaml`), text);
        }
        const config = (owner: Owner) => {
            const key = owner === "tower" ? "k-one:tower" : "k-one:site";
            return { [key]: JSON.stringify(parse(own[owner]).config[key]) };
        };
        const { resources } = await run("demo-gist", { ...config("gist"), ...keys });
        expect(resources.filter(({ type }) => type.startsWith("openstack:identity/"))).toEqual([]);
        expect(resources.length).toBeGreaterThan(20);
        await expect(run("demo-tower", { ...config("tower"), ...passwords })).rejects.toThrow(
            "each site of demo has a Keystone of its own, and the tower makes nothing. Select the stack of a site: demo-gist, demo-korea.",
        );
    });

    test("previews without keys and passwords", async () => {
        const site = await run("demo-gist", objectOf("gist"), true);
        expect(site.resources.length).toBeGreaterThan(20);
        await expect(run("demo-tower", objectOf("tower"), true)).resolves.toBeDefined();
    });

    test("makes nothing without keys otherwise", async () => {
        await expect(run("demo-gist", objectOf("gist"))).rejects.toThrow("k-one:kBoxKey");
    });

    test("stops at a site that has no file", async () => {
        await expect(run("demo-kaist", objectOf("gist"))).rejects.toThrow(
            "environment demo has no site kaist; there are gist, korea",
        );
    });

    test("stops when the environment's files don't fit together", async () => {
        writeFileSync(
            join(root, "stacks/Pulumi.demo-korea.yaml"),
            sample.korea.replaceAll("203.0.113.12", "203.0.113.11"),
        );
        await expect(run("demo-gist", { ...objectOf("gist"), ...keys })).rejects.toThrow("sites.korea");
    });

    test("stops when Pulumi has another object than the file", async () => {
        await expect(run("demo-gist", { ...objectOf("korea"), ...keys })).rejects.toThrow("Pulumi was given another");
    });

    test("stops at a variable that leads to another region", async () => {
        vi.stubEnv("OS_REGION_NAME", "RegionTwo");
        await expect(run("demo-gist", { ...objectOf("gist"), ...keys })).rejects.toThrow("OS_REGION_NAME");
    });

    test("refuses a lab from outside of its network", async () => {
        await expect(run("labx-gist", { ...objectOf("gist"), ...keys })).rejects.toThrow("k-one lab");
    });

    describe("after an interrupted run", () => {
        beforeEach(() => {
            const urn = "urn:pulumi:demo-gist::k-one::openstack:networking/network:Network::gist-tenant-network";
            const latest = { pending_operations: [{ type: "creating", resource: { urn } }] };
            mkdirSync(join(root, ".pulumi/stacks/k-one"), { recursive: true });
            writeFileSync(
                join(root, ".pulumi/stacks/k-one/demo-gist.json"),
                JSON.stringify({ version: 3, checkpoint: { latest } }),
            );
        });

        test("names what may be there already, and `k-one up`", async () => {
            await expect(run("demo-gist", { ...objectOf("gist"), ...keys })).rejects.toThrow(
                /gist-tenant-network.*npx k-one up demo/s,
            );
        });

        test("goes on for `k-one up`, which has looked for it", async () => {
            vi.stubEnv("K_ONE_RUN", "1");
            await expect(run("demo-gist", { ...objectOf("gist"), ...keys })).resolves.toBeDefined();
        });
    });
});
