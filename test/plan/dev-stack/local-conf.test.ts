import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DevStackSecrets, LocalConf, LocalrcSetting, PostConfig } from "../../../plan/dev-stack/dev-stack-plan.ts";
import { renderLocalConf } from "../../../plan/dev-stack/local-conf.ts";

const secrets: DevStackSecrets = {
    admin: "admin-secret",
    database: "database-secret",
    rabbit: "rabbit-secret",
    service: "service-secret",
    serviceToken: "token-secret",
};

function conf(settings: readonly LocalrcSetting[], postConfig: readonly PostConfig[] = []): LocalConf {
    return { localrc: [{ comment: "Something", settings, commands: [] }], postConfig };
}

describe("local.conf", () => {
    test("has the variables first, a comment for each block, and each file's sections after them", () => {
        const sections = [{ name: "glance", values: [["region_name", "RegionTwo"]] as const }];
        const postConfig = [{ comment: "Own images", file: "$NOVA_CONF", sections }];
        const variables = [
            { name: "REGION_NAME", value: "RegionTwo" },
            { name: "ADMIN_PASSWORD", value: { secret: "admin" } as const },
        ];
        expect(renderLocalConf(conf(variables, postConfig), secrets)).toBe(`[[local|localrc]]
# Something
REGION_NAME=RegionTwo
ADMIN_PASSWORD=admin-secret

[[post-config|$NOVA_CONF]]
# Own images
[glance]
region_name = RegionTwo
`);
    });

    test("reaches bash as it was meant, whatever stands in a value", () => {
        const value = fc.string({ unit: "binary-ascii", maxLength: 20 }).filter((text) => !text.includes("\0"));
        fc.assert(
            fc.property(value, (text) => {
                const rendered = renderLocalConf(conf([{ name: "VALUE", value: text }]), secrets);
                const script = `${rendered.split("\n").slice(1).join("\n")}\nprintf %s "$VALUE"`;
                expect(execFileSync("bash", ["-c", script], { encoding: "utf8" })).toBe(text);
            }),
            { numRuns: 50 },
        );
    });

    test("refuses a config value that bash would change on its way, and takes a plain one", () => {
        const withValue = (value: string) =>
            renderLocalConf(
                conf([], [{ comment: "c", file: "f", sections: [{ name: "s", values: [["k", value]] }] }]),
                secrets,
            );
        expect(() => withValue("$HOME")).toThrow("bash reads it on the way");
        expect(withValue("net3:1450,ext:1500")).toContain("k = net3:1450,ext:1500\n");
    });
});
