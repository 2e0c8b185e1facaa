import { describe, expect, test } from "vitest";
import { openIngress } from "../../policy/open-ingress.ts";
import { types } from "../../policy/openstack-types.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";

const ssh = { direction: "ingress", protocol: "tcp", portRangeMin: 22, portRangeMax: 22 };

describe("rules of which none is wide", () => {
    const group = (name: string): EngineResource => ({ type: types.securityGroup, name, inputs: {} });
    const from = (name: string, remoteIpPrefix: string, owner = "group"): EngineResource => ({
        ...{ type: types.securityGroupRule, name, inputs: { ...ssh, remoteIpPrefix, securityGroupId: unknown } },
        sources: { securityGroupId: [owner] },
    });
    const many = (prefixes: readonly string[], owner = "group") =>
        prefixes.map((prefix, index) => from(`${owner}-${index}`, prefix, owner));
    const eights = (count: number, from = 20) => Array.from({ length: count }, (_, index) => `${from + index}.0.0.0/8`);

    test("lets some pass, and what overlaps counts once", async () => {
        const rules = many([...eights(4), "20.1.0.0/16", "21.0.0.0/8"]);
        expect(await violations([openIngress], [group("group"), ...rules])).toEqual([]);
    });

    test("refuses those that open SSH to more than a few blocks", async () =>
        expect(await violations([openIngress], [group("group"), ...many(eights(5))])).toEqual([
            "group: 5 rules together open SSH to 1.9 % of IPv4. Allowed: no more addresses than 4 blocks of /8 have. " +
                "Name who needs it under access.sshFrom, or except it in the tower's file with a reason.",
        ]));

    test("refuses them in IPv6, too", async () => {
        const rules = many(Array.from({ length: 5 }, (_, index) => `20${index}0::/16`));
        expect((await violations([openIngress], [group("group"), ...rules])).join()).toContain(
            "5 rules together open SSH",
        );
    });

    test("refuses what a port's groups open together, also when one is added later", async () => {
        const groups = [group("a"), group("b"), ...many(eights(3), "a"), ...many(eights(3, 40), "b")];
        const port = (...names: readonly string[]): EngineResource => ({
            ...{ type: types.port, name: "port", inputs: { securityGroupIds: names.map(() => unknown) } },
            sources: { securityGroupIds: names },
        });
        expect(await violations([openIngress], [...groups, port("a")])).toEqual([]);
        const together = [expect.stringMatching(/^port: 6 rules together open SSH to 2\.3 % of IPv4/)];
        expect(await violations([openIngress], [...groups, port("a", "b")])).toEqual(together);
        const added: EngineResource = {
            ...{ type: types.portSecurityGroups, name: "added" },
            inputs: { portId: unknown, securityGroupIds: [unknown] },
            sources: { portId: ["port"], securityGroupIds: ["b"] },
        };
        expect(await violations([openIngress], [...groups, port("a"), added])).toEqual(together);
    });

    test("takes an address group for all addresses: nobody here knows what is in it", async () => {
        const inputs = { ...ssh, remoteAddressGroupId: "9d1c" };
        expect(
            (await violations([openIngress], [{ type: types.securityGroupRule, name: "rule", inputs }])).join(),
        ).toContain("rule: 1 rules together open SSH to 100 %");
    });
});
