import { describe, expect, test } from "vitest";
import { formatFinding } from "../../../plan/finding.ts";
import { glance } from "../../../plan/rules/glance.ts";
import { devStackEnvironment, onGist, onItsOwn } from "../dev-stack/environment.ts";

const images = ["file:///srv/k-one-guest.qcow2"];

function errorsOf(tower: object, ofGist: object, ofKorea: object = ofGist): string[] {
    const environment = devStackEnvironment(tower);
    const [gist, korea] = [devStackEnvironment(tower, ofGist), devStackEnvironment(tower, ofKorea)];
    const sites = [...gist.sites.slice(0, 1), ...korea.sites.slice(1)];
    return [...glance({ ...environment, sites, today: "2026-11-22" })].map(formatFinding);
}

test("the guest's image is among those that a region's own Glance gets", () => {
    expect(errorsOf(onGist, { devstack: { images } })).toEqual([]);
    expect(errorsOf(onGist, { devstack: { images: ["http://10.0.0.1/other.img"] } })[0]).toBe(
        "sites.gist.devstack.images: no image is named k-one-guest, which tower.guest.image asks for; a new region has only these: other. Add the URL of k-one-guest.qcow2 or k-one-guest.img.",
    );
    expect(errorsOf(onGist, { guest: null })).toEqual([]);
});

describe("one Glance for all", () => {
    const shared = { ...onGist, glance: "shared" };

    test("is the host's, or the one on the tower's own machine", () => {
        expect(errorsOf(shared, { devstack: { images } }, {})).toEqual([]);
        expect(errorsOf({ ...onItsOwn, glance: "shared", devstack: { images } }, {})).toEqual([]);
    });

    test("has the guest's image", () => {
        expect(errorsOf(shared, {})).toEqual([
            "sites.gist.devstack.images: no image is named k-one-guest, which tower.guest.image asks for; the Glance of all regions has only these: none. Add the URL of k-one-guest.qcow2 or k-one-guest.img.",
        ]);
        expect(errorsOf({ ...onItsOwn, glance: "shared" }, {})).toEqual([
            expect.stringMatching(/^tower\.devstack\.images: no image/),
        ]);
        expect(errorsOf(shared, { guest: null })).toEqual([]);
    });

    test("takes nobody else's images", () => {
        expect(errorsOf(shared, { devstack: { images } })).toEqual([
            "sites.korea.devstack.images: is for a region with a Glance of its own, and with tower.glance: shared this one has none. Write them into sites.gist.devstack.images.",
        ]);
    });

    test("is made by DevStack, and so is every region that uses it", () => {
        expect(errorsOf(shared, { devstack: { images } }, { bootstrap: "adopt" })).toEqual([
            "sites.korea.bootstrap: adopt can't be with tower.glance: shared, since an existing region has its own. Write devstack, or tower.glance: separate.",
        ]);
        expect(errorsOf(shared, { bootstrap: "adopt" }, {})).toEqual([
            "sites.gist.bootstrap: adopt can't be with tower.glance: shared, since the Glance of all regions must be one that DevStack makes. Write devstack, or tower.glance: separate.",
        ]);
        expect(errorsOf({ glance: "shared" }, {})).toEqual([
            expect.stringMatching(/^tower\.bootstrap: adopt can't be/),
        ]);
    });
});

test.each(["distributed", "shared-distributed"])("Glance %s is refused with a sentence that says why", (mode) => {
    expect(errorsOf({ ...onItsOwn, glance: mode }, {})).toEqual([
        expect.stringMatching(new RegExp(`^tower\\.glance: ${mode} is refused: .*\\. Allowed: separate, shared\\.$`)),
    ]);
});
