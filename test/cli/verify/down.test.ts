import { describe, expect, test } from "vitest";
import { LoginError } from "../../../cli/verify/connections.ts";
import { type DownHands, siteDown, towerDown } from "../../../cli/verify/down.ts";
import { NoAnswerError } from "../../../cloud/cloud.ts";
import { answered, FakeShell, samplePlan, unanswered } from "./fakes.ts";

const plan = samplePlan();
const [gist] = plan.sites;
if (gist === undefined) throw new Error("the sample has no site");

const nobody = Object.assign(() => Promise.reject(new NoAnswerError("silence")));
/** As the hands put it: the site's name around what happened. */
const login = (errors: string) => () =>
    Promise.reject(new Error("site gist: can't be logged in to", { cause: new LoginError(errors) }));

const hands = (part: Partial<DownHands> = {}): DownHands => ({
    here: new FakeShell(() => unanswered),
    kBox: login("ssh: connect to host x port 22: No route to host"),
    cloud: nobody,
    location: nobody,
    ...part,
});

describe("siteDown", () => {
    test("a site whose K-Box and region say nothing is down", async () => {
        expect(await siteDown(gist, hands())).toEqual({
            site: "gist",
            reason: "its K-Box 203.0.113.11 does not answer",
        });
    });

    test("so is one without a guest whose K-Box says nothing", async () => {
        expect(await siteDown({ ...gist, guest: null }, hands())).toMatchObject({ site: "gist" });
    });

    test("so is one that nobody can ask for its guest but a K-Box that says nothing", async () => {
        expect(await siteDown(gist, hands({ location: login("timed out") }))).toMatchObject({ site: "gist" });
    });

    test.each<[string, Partial<DownHands>]>([
        ["lets us in", { kBox: async () => new FakeShell(() => "") }],
        ["refuses our key", { kBox: login("Permission denied (publickey).") }],
        ["has another host key", { kBox: login("Host key verification failed.") }],
        ["has no SSH server", { kBox: login("Connection refused") }],
        ["answers ping", { here: new FakeShell(() => answered) }],
        ["has a region that answers", { location: async () => ({ floatingIp: "192.168.101.100", hostKeys: [] }) }],
        ["has a region that refuses", { location: () => Promise.reject(new Error("site gist: 403")) }],
    ])("one whose K-Box %s is up", async (_, part) => {
        expect(await siteDown(gist, hands(part))).toBeNull();
    });
});

describe("towerDown", () => {
    const sites = ["gist", "korea"];

    test("it is down when no site gets an answer from Keystone", async () => {
        expect(await towerDown(plan, hands(), sites)).toEqual({
            site: "tower",
            reason: "Keystone at http://203.0.113.10:5000/v3 does not answer",
        });
    });

    test("it is up when one does, be it a refusal", async () => {
        const cloud = (site: string) => (site === "gist" ? Promise.reject(new Error("401")) : nobody());
        expect(await towerDown(plan, hands({ cloud }), sites)).toBeNull();
    });

    test("nothing is said where nobody asked", async () => {
        expect(await towerDown(plan, hands(), [])).toBeNull();
    });
});
