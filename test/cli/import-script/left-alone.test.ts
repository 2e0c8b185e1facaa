import { expect, test } from "vitest";
import { leftAlone, stepsAfter, stepsBefore } from "../../../cli/import-script/left-alone.ts";
import { sampleSite, sampleSnapshot } from "./sample.ts";

const client = "openstack --os-cloud sample-site1 --os-region-name Region1";

test("the guest leaves the old net3 before its new NIC gets the same address", () => {
    const [step, ...more] = stepsBefore(sampleSite(1));
    expect(step).toContain(`\`${client} server remove port vm1-id net3-port-id\``);
    expect(more).toEqual([]);
});

test("without a guest on net3 there is nothing to do before", () => {
    expect(stepsBefore(sampleSite(1, { servers: [] }))).toEqual([]);
});

test("afterwards the old net3 goes, and the open rules, but not the group's rule for itself", () => {
    const steps = stepsAfter(sampleSite(1)).join("\n");
    expect(steps).toContain(
        `\`${client} port delete net3-port-id\`, \`${client} subnet delete net3-subnet-id\`, \`${client} network delete net3-id\``,
    );
    expect(steps).toContain(`\`${client} security group rule delete everybody\``);
});

test("servers that the script hasn't made and static routes stay", () => {
    const { servers, routers } = sampleSnapshot(1);
    const more = servers.map((server) => ({ ...server, id: "other-id", name: "db" }));
    const routed = routers.map((router) => ({
        ...router,
        routes: [{ destination: "10.9.0.0/24", nexthop: "10.0.1.9" }],
    }));
    const left = leftAlone(sampleSite(1, { servers: [...servers, ...more], routers: routed }));
    expect(left.map(({ object }) => object)).toEqual(expect.arrayContaining(["server db", "static routes of R1"]));
});
