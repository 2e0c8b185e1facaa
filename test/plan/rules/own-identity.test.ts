import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../../plan/environment.ts";
import { errorsOf, ownIdentity, sample, sampleFiles } from "../sample.ts";

const own = ownIdentity();
const byDevStack = ownIdentity((address) => `http://${address}/identity/v3`);

function stacked(text: string): string {
    const images = "    bootstrap: devstack\n    devstack: { images: [file:///srv/k-one-guest.qcow2] }\n";
    return text.replace("    router:", `${images}    router:`);
}

test("nothing is said where each site has a Keystone, whoever made it", () => {
    expect(errorsOf(own)).toEqual([]);
    expect(errorsOf({ ...byDevStack, gist: stacked(byDevStack.gist), korea: stacked(byDevStack.korea) })).toEqual([]);
    expect(errorsOf({ ...own, gist: stacked(byDevStack.gist) })).toEqual([]);
});

test("the plan has each site's Keystone, and none of the tower's", () => {
    const { plan } = planEnvironment(sampleFiles(own));
    expect(plan?.tower).toMatchObject({ identityMode: "own", authUrl: null, cloud: null, region: null });
    expect(plan?.sites.map(({ authUrl }) => authUrl)).toEqual([
        "http://203.0.113.11:5000/v3",
        "http://203.0.113.12:5000/v3",
    ]);
});

test("all mistakes of a change to it are told at once", () => {
    const tower = sample.tower
        .replace("mode: shared", "mode: own")
        .replace("    outside:", "    glance: shared\n    host: gist\n    outside:");
    expect(
        errorsOf({ tower: tower.replace("driver: mesh", "driver: tricircle") }).filter(
            (line) => !/not there yet/.test(line),
        ),
    ).toEqual([
        "sites.gist.bootstrap: adopt can't be with tower.glance: shared, since the Glance of all regions must be one that DevStack makes. Write devstack, or tower.glance: separate.",
        "sites.gist.identity: missing. With the tower's identity.mode: own each site has a Keystone: write identity: { authUrl: http://203.0.113.11:5000/v3 }, or where it is.",
        "sites.korea.bootstrap: adopt can't be with tower.glance: shared, since an existing region has its own. Write devstack, or tower.glance: separate.",
        "sites.korea.identity: missing. With the tower's identity.mode: own each site has a Keystone: write identity: { authUrl: http://203.0.113.12:5000/v3 }, or where it is.",
        "tower.cloud: is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        "tower.glance: shared can't be with identity.mode: own: a Glance takes no token of another site's Keystone. Allowed: separate.",
        "tower.host: is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        "tower.identity.authUrl: 203.0.113.10 isn't the address of the K-Box that the tower lives on. Allowed with host: gist: 203.0.113.11 (sites.gist.kBox.address). Write that, or host: null.",
        "tower.identity.authUrl: is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        "tower.identity.memberRole: is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        "tower.region: is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        "tower.sharedNetworks.net3.driver: tricircle can't be with identity.mode: own: Central Neutron and the sites' take tokens of one Keystone. Allowed: mesh.",
    ]);
});

describe("a site's own Keystone", () => {
    test("is no other site's", () => {
        expect(errorsOf({ ...own, korea: own.korea.replace("http://203.0.113.12:", "http://203.0.113.11:") })).toEqual([
            "sites.korea.identity.authUrl: 203.0.113.11 is an address of gist's K-Box. A site's own Keystone stands at the site: write its address.",
            "sites.korea.identity.authUrl: http://203.0.113.11:5000 is taken by sites.gist.identity.authUrl. Each site has a Keystone of its own: choose another one.",
        ]);
    });

    test("is where DevStack makes it", () => {
        expect(errorsOf({ ...own, korea: stacked(own.korea) })).toEqual([
            "sites.korea.identity.authUrl: http://203.0.113.12:5000/v3 can't be: DevStack finds Keystone at http://203.0.113.12/identity/v3 and nowhere else. Write that.",
        ]);
        expect(errorsOf({ ...own, korea: stacked(sample.korea) })).toEqual([
            "sites.korea.identity: missing. With the tower's identity.mode: own each site has a Keystone: write identity: { authUrl: http://203.0.113.12/identity/v3 }.",
        ]);
    });

    test("lies outside of every network", () => {
        expect(errorsOf({ ...own, korea: own.korea.replace("http://203.0.113.12:", "http://10.1.0.7:") })).toEqual([
            "sites.gist.tenant.cidr: 10.1.0.0/24 overlaps sites.korea.identity.authUrl (10.1.0.7). Choose a block outside 10.1.0.7.",
        ]);
    });

    test("has regions of its own: two sites may call theirs the same", () => {
        expect(errorsOf({ ...own, korea: own.korea.replace("RegionTwo", "RegionOne") })).toEqual([]);
        expect(errorsOf({ korea: sample.korea.replace("RegionTwo", "RegionOne") })).toHaveLength(1);
    });

    test("is of no use where the tower's is for all", () => {
        expect(errorsOf({ gist: own.gist })).toEqual([
            "sites.gist.identity: is for tower.identity.mode: own, and here it is shared. Take it out, or write that.",
        ]);
    });
});

test("a shared Keystone needs what the tower's file lost", () => {
    expect(errorsOf({ tower: own.tower.replace("mode: own", "mode: shared") })).toEqual([
        "tower.cloud: missing. Needed here: Entry in clouds.yaml with rights in Keystone.",
        "tower.identity.authUrl: missing. Needed here: Keystone's URL, such as http://203.0.113.10:5000/v3.",
        "tower.identity.memberRole: missing. Needed where DevStack doesn't make Keystone: `openstack role show member -f value -c id` prints it.",
        "tower.region: missing. Needed here: Keystone region of the tower's own endpoints, such as CentralRegion.",
    ]);
});
