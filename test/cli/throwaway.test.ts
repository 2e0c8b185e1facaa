import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { makeThrowaway } from "../../cli/throwaway.ts";

describe("makeThrowaway", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k-one-project-"));
        mkdirSync(join(folder, "stacks"));
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "name: k-one\nmain: stacks/index.ts\nstackConfigDir: stacks\nbackend: { url: s3://x }\n",
        );
        const secret =
            "encryptionsalt: v1:x\nconfig:\n  k-one:site: { region: RegionOne }\n  k-one:kBoxKey: { secure: v1:y }\n";
        writeFileSync(join(folder, "stacks/Pulumi.kone-gist.yaml"), secret);
        writeFileSync(join(folder, "stacks/Pulumi.kone-tower.yaml"), "config: {}\n");
        writeFileSync(join(folder, "stacks/Pulumi.lab-gist.yaml"), "config: {}\n");
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    const make = () =>
        makeThrowaway(
            { folder, pulumi: "/bin/pulumi", env: { A: "b", PULUMI_CONFIG_PASSPHRASE_FILE: "/f" } },
            { stack: "kone-gist", cloud: "gist-entry", authUrl: "http://203.0.113.11:5000/v3" },
        );

    test("leaves the program where it is, and the state's backend out", () => {
        const { pulumi, remove } = make();
        expect(parse(readFileSync(join(pulumi.folder, "Pulumi.yaml"), "utf8"))).toEqual({
            name: "k-one",
            main: join(folder, "stacks/index.ts"),
            stackConfigDir: "stacks",
        });
        remove();
    });

    test("takes the environment's files along, the stack's own without what nobody can decrypt", () => {
        const { pulumi, remove } = make();
        const stacks = join(pulumi.folder, "stacks");
        expect(readdirSync(stacks).sort()).toEqual(["Pulumi.kone-gist.yaml", "Pulumi.kone-tower.yaml"]);
        const file = parse(readFileSync(join(stacks, "Pulumi.kone-gist.yaml"), "utf8"));
        expect(file.config).toMatchObject({ "k-one:site": { region: "RegionOne" } });
        expect(JSON.stringify(file)).not.toContain("secure");
        remove();
    });

    test("makes a key up for a K-Box, another one each time, and none for the tower", () => {
        const [one, other] = [make(), make()];
        const keyIn = ({ pulumi }: typeof one, owner: string) =>
            parse(readFileSync(join(pulumi.folder, `stacks/Pulumi.kone-${owner}.yaml`), "utf8")).config[
                "k-one:kBoxKey"
            ];
        expect(keyIn(one, "gist")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
        expect(keyIn(one, "gist")).not.toBe(keyIn(other, "gist"));
        expect(keyIn(one, "tower")).toBeUndefined();
        for (const { remove } of [one, other]) remove();
    });

    test("gives the provider an entry without a user, wherever the user's own may be", () => {
        const { pulumi, remove } = make();
        expect(parse(readFileSync(pulumi.env.OS_CLIENT_CONFIG_FILE ?? "", "utf8"))).toEqual({
            clouds: { "gist-entry": { auth: { auth_url: "http://203.0.113.11:5000/v3" } } },
        });
        remove();
    });

    test("has a state and a passphrase of its own, and nothing is left of it", () => {
        const { pulumi, remove } = make();
        expect(pulumi.env).toMatchObject({ A: "b", PULUMI_BACKEND_URL: `file://${pulumi.folder}/state` });
        expect(pulumi.env.PULUMI_CONFIG_PASSPHRASE).toMatch(/^[0-9a-f]{32}$/);
        expect(pulumi.env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
        remove();
        expect(existsSync(pulumi.folder)).toBe(false);
    });
});
