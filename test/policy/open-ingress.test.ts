import { describe, expect, test } from "vitest";
import { openIngress } from "../../policy/open-ingress.ts";
import { types } from "../../policy/openstack-types.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { edited } from "../plan/sample.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources } from "./stacks.ts";

const rule = (inputs: EngineResource["inputs"]): EngineResource => ({
    ...{ type: types.securityGroupRule, name: "rule", inputs: { direction: "ingress", ...inputs } },
});
const ssh = { protocol: "tcp", portRangeMin: 22, portRangeMax: 22, remoteIpPrefix: "0.0.0.0/0" };
const web = { ...ssh, portRangeMin: 443, portRangeMax: 443 };
const check = (inputs: EngineResource["inputs"]) => violations([openIngress], [rule(inputs)]);

describe("open-ingress", () => {
    test("lets a site's own stack pass, ICMP from everywhere and what needn't be guarded", async () => {
        expect(await violations([openIngress], await siteResources())).toEqual([]);
        expect(await check(web)).toEqual([]);
        expect(await check({ ...ssh, remoteIpPrefix: "203.0.113.0/24" })).toEqual([]);
        expect(await check({ ...ssh, direction: "egress" })).toEqual([]);
        const { remoteIpPrefix: _, ...fromGroup } = { ...ssh, remoteGroupId: unknown };
        expect(await check(fromGroup)).toEqual([]);
    });

    test("refuses SSH from everywhere", async () =>
        expect(await check(ssh)).toEqual([
            "rule.remoteIpPrefix: it opens SSH to 0.0.0.0/0. Allowed: ICMP from everywhere, all else from named CIDRs. " +
                "Name who needs it under access.sshFrom, or except it in the tower's file with a reason.",
        ]));

    test.each([
        ["RDP", { ...ssh, portRangeMin: 3389, portRangeMax: 3389 }],
        ["SSH and RDP", { ...ssh, portRangeMin: 20, portRangeMax: 4000 }],
        ["all ports", { ...ssh, portRangeMin: 1, portRangeMax: 65535 }],
        ["all ports", { remoteIpPrefix: "0.0.0.0/0" }],
        ["all ports", {}],
    ])("refuses %s: %o", async (what, inputs) =>
        expect((await check(inputs)).join()).toContain(`it opens ${what} to `),
    );

    test.each(["::/0", "0.0.0.0/1", "128.0.0.0/1", undefined])("takes %s for everywhere", async (remoteIpPrefix) => {
        const { remoteIpPrefix: _, ...others } = ssh;
        expect(await check(remoteIpPrefix === undefined ? others : { ...others, remoteIpPrefix })).toHaveLength(1);
    });

    test("refuses as many ports as make nearly all of them", async () => {
        expect(await check({ ...ssh, portRangeMin: 30000, portRangeMax: 32767 })).toEqual([]);
        const most = await check({ ...ssh, portRangeMin: 3390, portRangeMax: 65535 });
        expect(most.join()).toContain("it opens 62146 ports to 0.0.0.0/0");
    });

    test("takes an empty input for none, as the provider does", async () => {
        const { remoteIpPrefix: _, ...others } = ssh;
        expect(await check({ ...others, remoteGroupId: "" })).toHaveLength(1);
        expect((await check({ ...ssh, remoteIpPrefix: "" })).join()).toContain("opens SSH to everywhere");
    });

    test("refuses rules in a security group of Nova's", async () => {
        const group = (rules: unknown) => ({ type: types.novaSecurityGroup, name: "nova", inputs: { rules } });
        const rules = [{ fromPort: 22, toPort: 22, ipProtocol: "tcp", cidr: "0.0.0.0/0" }];
        expect((await violations([openIngress], [group(rules)])).join()).toMatch(/^nova\.rules: /);
        expect(await violations([openIngress], [group(unknown)])).toHaveLength(1);
        expect(await violations([openIngress], [group([])])).toEqual([]);
    });

    test("lets pass what the environment excepts with a reason", async () => {
        const exceptions = "exceptions: [{ policy: open-ingress, resource: rule, reason: a honeypot }]";
        const plan = samplePlan(edited("tower", "    acceptPlaintext", `    ${exceptions}\n    acceptPlaintext`));
        expect(await violations([openIngress], [rule(ssh)], { plan })).toEqual([]);
    });

    test("refuses what isn't known: honest rules are written down", async () => {
        expect(await check({ ...ssh, remoteIpPrefix: unknown })).toHaveLength(1);
        expect(await check({ ...ssh, portRangeMax: unknown })).toHaveLength(1);
        expect(await check({ ...web, protocol: unknown, portRangeMin: unknown })).toHaveLength(1);
    });
});
