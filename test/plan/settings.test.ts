import { describe, expect, test } from "vitest";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { setCommand, settingKey, stackSettings } from "../../plan/settings.ts";
import { planSite } from "../../plan/site-plan.ts";
import { planTower } from "../../plan/tower-plan.ts";
import { devStackEnvironment, onGist, onItsOwn, ownKeystones } from "./dev-stack/environment.ts";

function planOf(tower: object, site: Parameters<typeof devStackEnvironment>[1] = {}): EnvironmentPlan {
    const environment = devStackEnvironment(tower, site);
    const sites = environment.sites.map((each) => planSite(each, environment));
    return { environment: "lab", tower: planTower(environment), sites };
}

const settingsOf = (plan: EnvironmentPlan, owner: string) =>
    stackSettings(plan, plan.sites.find(({ site }) => site === owner) ?? null);
const keysOf = (plan: EnvironmentPlan, owner: string) => settingsOf(plan, owner).map(({ key }) => key);
const find = (plan: EnvironmentPlan, owner: string, key: string) =>
    settingsOf(plan, owner).find((setting) => setting.key === key);

const devStack = ["adminPassword", "databasePassword", "rabbitPassword", "servicePassword", "serviceToken"];

describe("stackSettings", () => {
    test("a site that exists needs its keys, and nothing of DevStack's", () =>
        expect(keysOf(planOf({}, { bootstrap: "adopt" }), "gist")).toEqual(["kBoxKey", "guestPublicKey"]));

    test("a region that DevStack makes needs what local.conf holds, too", () =>
        expect(keysOf(planOf({}), "korea")).toEqual(["kBoxKey", "guestPublicKey", ...devStack]));

    test("the tower needs each user's password, and its host's stack then nothing of DevStack's", () => {
        expect(keysOf(planOf({}), "tower")).toEqual(["gistPassword", "koreaPassword"]);
        const hosted = planOf(onGist);
        expect(keysOf(hosted, "tower")).toEqual(["gistPassword", "koreaPassword", "kBoxKey", ...devStack]);
        expect(keysOf(hosted, "gist")).toEqual(["kBoxKey", "guestPublicKey"]);
    });

    test("a site with a Keystone of its own shares nothing with the others, and its own stack makes its user", () => {
        const plan = planOf(ownKeystones.tower, ownKeystones.sites);
        expect(keysOf(plan, "korea")).toEqual(["kBoxKey", "guestPublicKey", "koreaPassword", ...devStack]);
        const [gist, korea] = ["gist", "korea"].map((site) => find(plan, site, "adminPassword"));
        expect(gist?.makeable).toBe(true);
        expect(gist?.common).not.toBe(korea?.common);
    });

    test("what belongs to Keystone can be made only with it", () => {
        for (const key of ["adminPassword", "servicePassword"]) {
            expect(find(planOf({}), "korea", key)?.makeable).toBe(false);
            for (const tower of [onItsOwn, onGist]) {
                expect(find(planOf(tower), "korea", key)).toMatchObject({ makeable: true, secret: true });
                expect(find(planOf(tower), "tower", key)?.common).toBe(find(planOf(tower), "korea", key)?.common);
            }
        }
    });

    test("what belongs to a region can always be made, and differs from the next one's", () => {
        const plan = planOf(onItsOwn);
        for (const key of ["databasePassword", "rabbitPassword", "serviceToken"]) {
            const [gist, korea] = ["gist", "korea"].map((site) => find(plan, site, key));
            expect(gist?.makeable).toBe(true);
            expect(gist?.common).not.toBe(korea?.common);
        }
    });

    test("public keys are no secrets", () => {
        const setting = find(planOf({}), "gist", "guestPublicKey");
        expect(setting).toMatchObject({ secret: false, makeable: false });
        expect(setting && setCommand("lab-gist", setting)).toBe("pulumi config set -s lab-gist k-one:guestPublicKey");
        expect(setting && settingKey(setting)).toBe("k-one:guestPublicKey");
    });
});
