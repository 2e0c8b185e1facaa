import { expect, test } from "vitest";
import { keystoneOf, towerRegionOf } from "../../plan/keystone.ts";

const identity = { authUrl: "http://203.0.113.11:5000/v3" };
const shared = { mode: "shared", authUrl: "http://203.0.113.10:5000/v3", memberRole: null } as const;

test("a site's users are known to the tower's Keystone, or to its own", () => {
    expect(keystoneOf({ identity: null }, { identity: shared })).toBe(shared.authUrl);
    expect(keystoneOf({ identity }, { identity: { ...shared, mode: "own", authUrl: null } })).toBe(identity.authUrl);
});

test("a Keystone that nobody wrote down isn't guessed", () => {
    expect(() => keystoneOf({ identity: null }, { identity: { ...shared, mode: "own" } })).toThrow("URL of a Keystone");
});

test("the tower's own endpoints have a region, or nobody asks for it", () => {
    expect(towerRegionOf({ region: "CentralRegion" })).toBe("CentralRegion");
    expect(() => towerRegionOf({ region: null })).toThrow("no region of the tower");
});
