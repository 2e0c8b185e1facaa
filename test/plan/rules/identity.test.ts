import { expect, test } from "vitest";
import { formatFinding } from "../../../plan/finding.ts";
import { identity } from "../../../plan/rules/identity.ts";
import { devStackEnvironment, onGist, onItsOwn } from "../dev-stack/environment.ts";

function errorsOf(tower: object, site: object = {}): string[] {
    return [...identity({ ...devStackEnvironment(tower, site), today: "2026-11-22" })].map(formatFinding);
}

const authUrl = "http://203.0.113.10/identity/v3";

test("nothing is said of a Keystone that DevStack makes", () => {
    expect(errorsOf(onGist)).toEqual([]);
    expect(errorsOf(onItsOwn)).toEqual([]);
});

test("federated identity is refused with a sentence that says why", () => {
    expect(errorsOf({ ...onItsOwn, identity: { mode: "federated", authUrl } })).toEqual([
        expect.stringMatching(/^tower\.identity\.mode: federated is refused: .*\. Allowed: shared, own\.$/),
    ]);
});

test("the role's id is needed where Keystone exists already", () => {
    expect(errorsOf({ identity: { authUrl } })).toEqual([
        "tower.identity.memberRole: missing. Needed where DevStack doesn't make Keystone: `openstack role show member -f value -c id` prints it.",
    ]);
});

test("DevStack finds Keystone at one URL only", () => {
    expect(errorsOf({ ...onItsOwn, identity: { authUrl: "http://203.0.113.10:5000/v3" } })).toEqual([
        "tower.identity.authUrl: http://203.0.113.10:5000/v3 can't be: DevStack finds Keystone at http://203.0.113.10/identity/v3 and nowhere else. Write that.",
    ]);
});
