import { describe, expect, test } from "vitest";
import { formatFinding } from "../../plan/finding.ts";
import { objectOf, parseFileName, parseStackFile } from "../../plan/stack-file.ts";

const findingsOf = (path: string, text: string) => objectOf(parseStackFile(path, text)).findings.map(formatFinding);

describe("a stack file's name", () => {
    test.each([
        ["Pulumi.lab-gist.yaml", { environment: "lab", owner: "gist" }],
        ["Pulumi.kone-tower.yaml", { environment: "kone", owner: "tower" }],
        ["Pulumi.lab-gist.yml", { environment: "lab", owner: "gist" }],
        ["Pulumi.lab.yaml", { environment: "lab", owner: "" }],
        ["Pulumi.yaml", null],
        ["Pulumi.lab-gist.yaml.bak", null],
        ["site.schema.json", null],
    ])("%s stands for %j", (name, meaning) => {
        expect(parseFileName(name)).toEqual(meaning);
    });

    test.each([
        ["stacks/Pulumi.Lab-gist.yaml", '"Lab" is no name of an environment.'],
        ["stacks/Pulumi.lab-gist-2.yaml", '"gist-2" is no name of a site.'],
        ["stacks/Pulumi.lab-wan.yaml", "own network is called wan."],
        ["stacks/Pulumi.lab.yaml", "Allowed: Pulumi.lab-<site>.yaml and Pulumi.lab-tower.yaml."],
        ["stacks/Pulumi.lab-gist.yml", "Pulumi reads stack files that end in .yaml only."],
    ])("%s is a mistake", (path, message) => {
        expect(findingsOf(path, "config: { k-one:site: {} }")).toEqual([expect.stringContaining(`${path}: `)]);
        expect(findingsOf(path, "config: { k-one:site: {} }")[0]).toContain(message);
    });
});

describe("a stack file", () => {
    test("may hold Pulumi's own keys and secrets, which are left alone", () => {
        const text = `
secretsprovider: passphrase
encryptionsalt: v1:salt
environment: [shared]
config:
    pulumi:disable-default-providers: [openstack]
    k-one:kBoxKey: { secure: v1:opaque }
    k-one:guestPublicKey: ssh-ed25519 AAAA
    k-one:site: { region: RegionOne }
`;
        expect(objectOf(parseStackFile("stacks/Pulumi.lab-gist.yaml", text))).toEqual({
            value: { region: "RegionOne" },
            findings: [],
        });
    });

    test.each(["", "config:", "config: []", "config: { k-one:kBoxKey: { secure: x } }", "- 1"])(
        "can't be %j",
        (text) => {
            expect(findingsOf("stacks/Pulumi.lab-gist.yaml", text)).toEqual([
                "stacks/Pulumi.lab-gist.yaml: has no k-one:site under config. Write what its owner says about itself there.",
            ]);
        },
    );

    test("can't be a site's and the tower's at once", () => {
        const text = "config: { k-one:site: {}, k-one:tower: {} }";
        expect(findingsOf("stacks/Pulumi.lab-gist.yaml", text)).toEqual([
            "stacks/Pulumi.lab-gist.yaml: holds k-one:tower, but its name makes it the file of gist. " +
                "Allowed: k-one:site alone. Move k-one:tower to Pulumi.lab-tower.yaml.",
        ]);
    });
});
