import { describe, expect, test } from "vitest";
import { siteParts } from "../../../cli/topology/site-parts.ts";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import { controlledSite, samplePlan, siteOf } from "../../components/sample-plan.ts";
import { edited } from "../../plan/sample.ts";

const told = (plan: SitePlan) =>
    siteParts(plan).parts.map(({ id, title, facts }) =>
        [id, title, ...facts.map(({ name, values }) => `${name} ${values.join(",")}`)].join("|"),
    );
const joined = (plan: SitePlan) => siteParts(plan).links.map(({ from, to, kind }) => `${from} ${kind} ${to}`);

describe("a site's parts", () => {
    test("have their names, ranges and addresses", () => {
        expect(told(siteOf(samplePlan(), "gist"))).toEqual([
            "gist/external|ext-net1|range 192.168.101.0/24|gateway 192.168.101.1|pool 192.168.101.100-192.168.101.254",
            "gist/router|R1",
            "gist/tenant|net1|range 10.1.0.0/24",
            "gist/guest|gist-guest|address 10.1.0.10|on net3 10.30.0.20|SSH from 203.0.113.1/32",
            "gist/end/net3|end of net3|VTEP 203.0.113.11|transport public, MTU 1500|pool 10.30.0.16-10.30.0.31|peers korea",
            "gist/k-box|K-Box|address 203.0.113.11",
            "gist/networks|K-Cluster networks|P+M mgmt 172.16.1.0/24",
        ]);
    });

    test("are joined from the way out to net3, and to the tower", () => {
        expect(joined(siteOf(samplePlan(), "gist"))).toEqual([
            "gist/external local gist/router",
            "gist/router local gist/tenant",
            "gist/tenant local gist/guest",
            "gist/guest local gist/end/net3",
            "gist/k-box local gist/end/net3",
            "gist/k-box local gist/networks",
            "gist/end/net3 shared tower/net3",
            "tower control gist/k-box",
        ]);
    });

    test("are only those that the site has", () => {
        const file = edited("gist", "    guest: { tenant: 10.1.0.10, net3: 10.30.0.20 }\n", "");
        const bare = file.gist?.replace(/ {4}networks: .*\n/, "") ?? "";
        const ids = siteParts(siteOf(samplePlan({ gist: bare }), "gist")).parts.map(({ id }) => id);
        expect(ids).toEqual(["gist/external", "gist/router", "gist/tenant", "gist/end/net3", "gist/k-box"]);
    });

    test("have a control VM, with a line from the tower", () => {
        const plan = controlledSite({ control: "172.17.1.31" });
        expect(told(plan)).toContainEqual(
            "gist/control-vm|gist-control-vm|P+M 172.16.1.31|C 172.17.1.31|SSH from 172.16.1.1/32",
        );
        expect(joined(plan)).toEqual(
            expect.arrayContaining(["gist/networks local gist/control-vm", "tower control gist/control-vm"]),
        );
    });

    test("have the K-Cluster's boxes, and nobody when SSH is closed", () => {
        const plan = siteOf(samplePlan(), "gist");
        const box = { name: "cube1", role: "k-cube" as const, address: "172.16.1.21", user: "root", hostKey: "" };
        const parts = told({ ...plan, sshFrom: [], boxes: [{ ...box, interfaces: {} }] });
        expect(parts).toContainEqual("gist/boxes|K-Cluster boxes|cube1 k-cube 172.16.1.21");
        expect(parts.join()).toContain("SSH from nowhere");
    });
});
