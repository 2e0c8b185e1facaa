import { expect, test } from "vitest";
import { boxLogin, controlVmLogin, guestLogin, kBoxLogin } from "../../../cli/ssh/logins.ts";
import type { ControlVmPlan } from "../../../plan/control-vm-plan.ts";
import type { BoxPlan, GuestPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { controlledPlan, samplePlan } from "../verify/fakes.ts";

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

test("a control VM and the boxes that it manages are opened with its site's own key", () => {
    const { controlVm, boxes } = controlledPlan().sites[0] as SitePlan;
    expect(controlVmLogin("gist", controlVm as ControlVmPlan, ["ssh-ed25519 AAAA"], keys)).toMatchObject({
        ...{ alias: "gist-control-vm", address: "172.16.1.31", user: "root", hostKeys: ["ssh-ed25519 AAAA"] },
        key: "/keys/gist-control",
    });
    expect(boxLogin("gist", boxes[0] as BoxPlan, keys)).toMatchObject({
        ...{ alias: "cube1", address: "172.16.1.21", hostKeys: ["key"], key: "/keys/gist-control" },
    });
});
