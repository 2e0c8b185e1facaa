import { expect, test } from "vitest";
import { foreignKeystone } from "../../../../cli/verify/checks/foreign-keystone.ts";
import { foreignRegion } from "../../../../cli/verify/checks/foreign-region.ts";
import { CloudError } from "../../../../cloud/cloud.ts";
import { fakeHands, only, samplePlan } from "../fakes.ts";

const shared = samplePlan();
const plan = { ...shared, tower: { ...shared.tower, identityMode: "own" as const } };
const check = only(foreignKeystone, plan, "sample-gist", "korea");

/** Statuses that gist's token gets at each site; what was asked with which token is kept. */
function run(statuses: Readonly<Record<string, number>>) {
    const asked: string[] = [];
    const cloud = (site: string) => ({
        request: async <T>(
            service: string,
            _region: string,
            _path: string,
            init?: { headers?: object },
        ): Promise<T> => {
            asked.push(`${site} ${service} ${JSON.stringify(init?.headers)}`);
            const status = statuses[site] ?? 200;
            if (status !== 200) throw new CloudError(`answered ${status}`, status);
            return {} as T;
        },
        lend: <T>(work: (token: string) => Promise<T>) => work(`lent by ${site}`),
    });
    const hands = { ...fakeHands({}), cloud: (site: string) => Promise.resolve(cloud(site)) };
    return check.run(hands).then((outcome) => ({ outcome, asked }));
}

test("passes when no API of the other site knows the token, Keystone's own first", async () => {
    const { outcome, asked } = await run({ gist: 200, korea: 401 });
    expect(outcome).toMatchObject({ ok: true, reason: "401 401 401 401" });
    expect(asked.filter((line) => line.startsWith("korea"))).toHaveLength(4);
    expect(asked.every((line) => line.includes('"x-auth-token":"lent by gist"'))).toBe(true);
});

test("fails when the other site's Keystone is the same one, whatever its gate says", async () => {
    expect((await run({ gist: 200, korea: 200 })).outcome).toMatchObject({
        ok: false,
        reason: expect.stringContaining("identity answers 200"),
    });
    expect((await run({ gist: 200, korea: 403 })).outcome.ok).toBe(false);
});

test("is unproven when the token is worth nothing at home either", async () => {
    expect((await run({ gist: 401, korea: 401 })).outcome.reason).toMatch(/^unproven/);
});

test("is tried where each site has a Keystone, and the regions' gates where all share one", () => {
    expect([foreignKeystone, foreignRegion].map((kind) => kind.checks(plan).length)).toEqual([2, 0]);
    expect([foreignKeystone, foreignRegion].map((kind) => kind.checks(shared).length)).toEqual([0, 2]);
});
