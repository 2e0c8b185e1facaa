import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { planEnvironment, readEnvironment } from "../../plan/environment.ts";

const folder = new URL("../../stacks/", import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => name.startsWith("Pulumi.kone-"));
const { plan, findings } = planEnvironment(readEnvironment(folder, "kone"), "2026-11-22");

describe("the environment kone", () => {
    test("is proven, with nothing to know but the plaintext that it accepts", () => {
        expect(findings.map(({ severity, path }) => [severity, path])).toEqual([["warning", "tower.acceptPlaintext"]]);
    });

    test("has the five sites with the ranges they have always had, and its tower on gist's K-Box", () => {
        const rows = plan?.sites.map(({ site, region, availabilityZone, tenant, external, sharedNetworks }) =>
            [site, region, availabilityZone, tenant.cidr, external.cidr, sharedNetworks[0]?.cidr].join(" "),
        );
        expect(rows).toEqual([
            "gist RegionOne az1 10.1.0.0/24 192.168.101.0/24 10.30.0.0/24",
            "kaist RegionFive az5 10.5.0.0/24 192.168.105.0/24 10.30.0.0/24",
            "korea RegionTwo az2 10.2.0.0/24 192.168.102.0/24 10.30.0.0/24",
            "postech RegionFour az4 10.4.0.0/24 192.168.104.0/24 10.30.0.0/24",
            "soongsil RegionThree az3 10.3.0.0/24 192.168.103.0/24 10.30.0.0/24",
        ]);
        expect(plan?.tower).toMatchObject({ host: "gist", production: true });
    });

    test.each(files)("%s names its schema and holds no secret, no salt and no unquoted day", (name) => {
        const text = readFileSync(`${folder}${name}`, "utf8");
        const schema = name === "Pulumi.kone-tower.yaml" ? "tower" : "site";
        expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${schema}.schema.json`);
        expect(text).toContain("pulumi:disable-default-providers:\n    - openstack\n");
        expect(text).not.toMatch(/secure|encryptionsalt|secretsprovider|PRIVATE|: \d{4}-\d\d-\d\d/);
    });

    test("has a host key of its own for every K-Box", () => {
        const keys = plan?.sites.map(({ kBox }) => kBox.hostKey) ?? [];
        expect(new Set(keys).size).toBe(5);
    });
});
