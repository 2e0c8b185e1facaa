import { expect, test } from "vitest";
import { guestLogin, kBoxLogin } from "../../../cli/ssh/logins.ts";
import type { GuestPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { samplePlan } from "../verify/fakes.ts";

const keys = { labKeys: "/keys", env: {} };
const site = samplePlan().sites[0] as SitePlan;

test("a K-Box is known by the host key of its site's file, and opened with the site's key", () => {
    expect(kBoxLogin(site, keys)).toMatchObject({
        alias: "gist-k-box",
        address: "203.0.113.11",
        hostKeys: ["ssh-ed25519 AAAAbox1"],
        key: "/keys/gist",
    });
});

test("a guest is known by the host keys it was seen with, and opened with the guests' key", () => {
    expect(guestLogin(site.guest as GuestPlan, "192.168.101.100", ["ssh-ed25519 AAAA"], keys)).toMatchObject({
        alias: "gist-guest",
        address: "192.168.101.100",
        port: 22,
        hostKeys: ["ssh-ed25519 AAAA"],
        key: "/keys/guest",
    });
});
