import { describe, expect, test } from "vitest";
import { findGuest, siteNamed } from "../../cli/ssh.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import { samplePlan } from "./verify/fakes.ts";

const plan = samplePlan();
const gist = plan.sites[0] as SitePlan;
const keys = { labKeys: null, env: { K_ONE_GUEST_KEY: "/keys/g" } };

/** A region with one guest, in this state. */
const region = (status: string) => async () => ({
    request: async <T>(service: string, _region: string, path: string) => {
        const console = "-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAhost\n-----END SSH HOST KEY KEYS-----\n";
        if (path.startsWith("/floatingips")) {
            return { floatingips: [{ floating_ip_address: "192.168.101.9", port_id: "p" }] } as T;
        }
        if (service === "network") return { port: { device_id: "s" } } as T;
        return { server: { status }, output: console } as T;
    },
});

describe("siteNamed", () => {
    test("finds a site", () => expect(siteNamed(plan, "korea").site).toBe("korea"));

    test("takes the tower for the site that hosts it", () =>
        expect(siteNamed({ ...plan, tower: { ...plan.tower, host: "gist" } }, "tower").site).toBe("gist"));

    test("names the sites when there is none of that name", () =>
        expect(() => siteNamed(plan, "kaist")).toThrow("kaist: no site of sample. Allowed: gist, korea."));

    test("says how a lab's tower is reached", () =>
        expect(() => siteNamed({ ...plan, environment: "labx" }, "tower")).toThrow(
            "npx k-one lab ssh tower --environment labx",
        ));

    test("knows no tower where each site has a Keystone of its own", () => {
        const own = { ...plan, environment: "labx", tower: { ...plan.tower, identityMode: "own" as const } };
        expect(() => siteNamed(own, "tower")).toThrow("tower: no site of labx. Allowed: gist, korea.");
    });
});

describe("findGuest", () => {
    test("gives the guest's login with the host key of its console", async () =>
        expect(await findGuest(gist, keys, region("ACTIVE"))).toEqual({
            alias: "gist-guest",
            address: "192.168.101.9",
            port: 22,
            user: gist.guest?.user,
            hostKeys: ["ssh-ed25519 AAAAhost"],
            key: "/keys/g",
        }));

    test("says that a guest may still be booting, and only then", async () => {
        await expect(findGuest(gist, keys, region("BUILD"))).rejects.toThrow(/site gist: .*still be booting/);
        const off = await findGuest(gist, keys, region("SHUTOFF")).catch((error) => error);
        expect(off).toBeInstanceOf(UserError);
        expect(off.message).toBe("site gist: gist-guest is SHUTOFF in Nova of Region1.");
    });

    test("says where a guest is declared when there is none", async () =>
        expect(findGuest({ ...gist, guest: null }, keys, region("ACTIVE"))).rejects.toThrow("sites.gist.guest"));
});
