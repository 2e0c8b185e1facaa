import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { DevStackPlan } from "../../../plan/dev-stack/dev-stack-plan.ts";
import { renderLocalConf } from "../../../plan/dev-stack/local-conf.ts";
import { planComputeNodes, planSiteDevStack, planTowerDevStack } from "../../../plan/dev-stack/planner.ts";
import type { CompleteEnvironment } from "../../../plan/site-plan.ts";
import { devStackEnvironment, onGist, onItsOwn, secrets } from "./environment.ts";

const net3 = { driver: "tricircle", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450, encryption: "none" };
const devstack = { release: "ussuri" };

function ussuri(tower: object, site: object = {}): CompleteEnvironment {
    return devStackEnvironment({ sharedNetworks: { net3 }, ...tower }, { devstack, ...site });
}

const ownTower = ussuri({ ...onItsOwn, devstack });
const hosted = ussuri(onGist);

function regionOf(environment: CompleteEnvironment, name: string): DevStackPlan | null {
    const site = environment.sites.find((candidate) => candidate.name === name);
    return site === undefined ? null : planSiteDevStack(site, environment);
}

function confOf(plan: DevStackPlan | null): string {
    if (plan === null) throw new Error("nothing is made by DevStack");
    return renderLocalConf(plan.localConf, secrets);
}

/** What bash prints that has read a file's variables as DevStack does. */
function said(plan: DevStackPlan | null, script: string): string {
    const [variables = ""] = confOf(plan).replace("[[local|localrc]]\n", "").split("[[post-config|");
    const text = `enable_plugin() { PLUGIN="$*"; }\n${variables}\n${script}`;
    return execFileSync("bash", ["-euc", text], { encoding: "utf8" }).trim();
}

describe("local.conf for Tricircle", () => {
    test("of a tower's own machine", () =>
        expect(confOf(planTowerDevStack(ownTower))).toMatchFileSnapshot("local-conf/ussuri-tower.conf"));

    test("of a first region, with Keystone and Central Neutron", () =>
        expect(confOf(planTowerDevStack(hosted))).toMatchFileSnapshot("local-conf/ussuri-first-region.conf"));

    test("of a second region", () =>
        expect(confOf(regionOf(hosted, "korea"))).toMatchFileSnapshot("local-conf/ussuri-second-region.conf"));

    test("starts Tricircle's services on the tower's machine alone", () => {
        const starts = (plan: DevStackPlan | null) => said(plan, 'echo "$TRICIRCLE_START_SERVICES"');
        expect(starts(planTowerDevStack(ownTower))).toBe("True");
        expect([starts(regionOf(ownTower, "gist")), starts(regionOf(ownTower, "korea"))]).toEqual(["False", "False"]);
        expect([starts(planTowerDevStack(hosted)), starts(regionOf(hosted, "korea"))]).toEqual(["True", "False"]);
    });

    test("leads a region to Keystone with all the variables that Ussuri asks", () => {
        const script =
            'echo "$SERVICE_HOST $KEYSTONE_SERVICE_HOST $KEYSTONE_AUTH_HOST $KEYSTONE_REGION_NAME $CENTRAL_REGION_NAME"';
        expect(said(regionOf(ownTower, "korea"), script)).toBe(
            "203.0.113.12 203.0.113.10 203.0.113.10 TowerRegion CentralRegion",
        );
        expect(said(regionOf(hosted, "korea"), script)).toBe(
            "203.0.113.12 203.0.113.11 203.0.113.11 RegionOne CentralRegion",
        );
    });

    test("keeps the Neutron beside Central Neutron out of the Central Region, which needs an identity endpoint, then", () =>
        expect(planTowerDevStack(ownTower)).toMatchObject({
            region: "TowerRegion",
            identity: { regions: ["CentralRegion"] },
        }));

    test("gives options from which the plugin takes what stands after the first =, and none of its own defaults", () => {
        for (const plan of [planTowerDevStack(ownTower), regionOf(ownTower, "gist")]) {
            const taken = (kind: string) =>
                said(plan, `echo $Q_ML2_PLUGIN_${kind}_TYPE_OPTIONS | awk -F= '{print $2}'`);
            expect(taken("VXLAN")).toBe("60001:60100");
            expect([taken("VLAN"), taken("FLAT")]).toEqual(["ext,mgmt", "ext,mgmt"]);
        }
    });

    test("enables the plugin at a pinned state, from the same place as everything else", () => {
        expect(said(regionOf(ownTower, "gist"), 'echo "$PLUGIN"')).toBe(
            "tricircle https://opendev.org/openstack/tricircle 8.0.0",
        );
        const mirrored = ussuri(onGist, {
            devstack: { ...devstack, gitBase: "file:///srv/git", refs: { tricircle: "8.0.1" } },
        });
        expect(said(regionOf(mirrored, "korea"), 'echo "$PLUGIN"')).toBe(
            "tricircle file:///srv/git/openstack/tricircle 8.0.1",
        );
    });

    test("joins the regions' agents by tunnels between the VTEP addresses, with no bridge of net3's", () => {
        const apart = ussuri(onGist, { vtep: { address: "198.51.100.7", transport: "public", mtu: 1500 } });
        const plan = regionOf(apart, "korea");
        expect(said(plan, 'echo "$TUNNEL_ENDPOINT_IP"')).toBe("198.51.100.7");
        expect(plan?.openVSwitch.bridges.map(({ name }) => name)).toEqual(["br-ex", "br-mgmt"]);
    });

    test("names no variable that came after Ussuri, and no service", () => {
        const later =
            /MYSQL_REDUCE_MEMORY|MYSQL_GATHER|KSMTUNED|GLANCE_ENABLE_QUOTAS|CHASSIS|OVN|ovn|openstack-cli-server/;
        for (const plan of [planTowerDevStack(ownTower), planTowerDevStack(hosted), regionOf(hosted, "korea")]) {
            expect(confOf(plan).replaceAll(/^#.*/gm, "")).not.toMatch(later);
        }
    });

    test("is for Ubuntu 18.04, and of no compute node", () => {
        const cube = { name: "cube1", role: "k-cube", address: "172.16.1.21", hostKey: onItsOwn.box.hostKey };
        const site = ussuri(onGist, { boxes: [cube] });
        expect(planTowerDevStack(site)?.systems.map(({ name }) => name)).toEqual(["Ubuntu 18.04"]);
        const later = devStackEnvironment(onGist, { boxes: [cube] });
        const nodes = (environment: CompleteEnvironment) =>
            environment.sites.flatMap((each) => planComputeNodes(each, environment));
        expect([nodes(site).length, nodes(later).length]).toEqual([0, 2]);
    });
});
