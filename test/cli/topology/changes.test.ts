import { describe, expect, test } from "vitest";
import { compareTopologies, factText } from "../../../cli/topology/changes.ts";
import { emptyTopology, topologyOf } from "../../../cli/topology/topology.ts";
import { samplePlan, thirdSite } from "../../components/sample-plan.ts";
import { edited } from "../../plan/sample.ts";

const topology = (changes: Readonly<Record<string, string | null>> = {}) => topologyOf(samplePlan(changes));
const told = (before: Parameters<typeof topology>[0], after: Parameters<typeof topology>[0]) =>
    compareTopologies(topology(before), topology(after)).changes.map(({ mark, what, details }) =>
        [mark, what, ...details].join("|"),
    );

describe("compareTopologies", () => {
    test("finds the same in the same, and marks nothing without a base", () => {
        expect(told({}, {})).toEqual([]);
        expect(compareTopologies(topology(), topology())).toMatchObject({ compared: true, changes: [] });
        expect(compareTopologies(null, topology())).toMatchObject({ compared: false, changes: [] });
    });

    test("names a site that comes once, and the others' lists of peers", () => {
        const changes = [
            "changed|shared network net3|tunnels 1 among 2 sites → 3 among 3 sites",
            "changed|gist: end of net3|peers +kaist",
            "added|site kaist",
            "changed|korea: end of net3|peers +kaist",
        ];
        expect(told({}, { kaist: thirdSite })).toEqual(changes);
        const goes = changes.map((line) => line.replace("added", "removed").replace("+", "−"));
        expect(told({ kaist: thirdSite }, {})).toEqual(
            goes.map((line) => line.replace("1 among 2 sites → 3 among 3 sites", "3 among 3 sites → 1 among 2 sites")),
        );
    });

    test("keeps what is gone in the picture, with its lines", () => {
        const { sites } = compareTopologies(topology({ kaist: thirdSite }), topology());
        expect(sites.map(({ site }) => `${site.id} ${site.mark}`)).toEqual([
            "gist same",
            "kaist removed",
            "korea same",
        ]);
        expect(new Set(sites[1]?.links.map(({ mark }) => mark))).toEqual(new Set(["removed"]));
        expect(new Set(sites[0]?.links.map(({ mark }) => mark))).toEqual(new Set(["same"]));
    });

    test("keeps what is gone where it was", () => {
        const bare = edited("gist", "    guest: { tenant: 10.1.0.10, net3: 10.30.0.20 }\n", "");
        const { sites } = compareTopologies(topology(), topology(bare));
        const [gist] = sites;
        expect(gist?.parts.map(({ id }) => id)).toEqual(topology().sites[0]?.parts.map(({ id }) => id));
        expect(gist?.parts.filter(({ mark }) => mark === "removed").map(({ id }) => id)).toEqual(["gist/guest"]);
    });

    test("says what a value was before, under the same part", () => {
        const renamed = edited("gist", "net1, cidr: 10.1.0.0/24", "inside, cidr: 10.1.0.0/25");
        expect(told({}, renamed)).toEqual([
            "changed|gist: tenant network inside|name net1 → inside|range 10.1.0.0/24 → 10.1.0.0/25",
        ]);
    });

    test("says what a list gains and loses, and which facts come and go", () => {
        const open = edited("gist", "[203.0.113.1/32]", "[0.0.0.0/0, 198.51.100.0/24]");
        expect(told({}, open)).toEqual([
            "changed|gist: guest gist-guest|SSH from +0.0.0.0/0 +198.51.100.0/24 −203.0.113.1/32",
        ]);
        const dns = edited("tower", "outside:", "dns: [203.0.113.53]\n    outside:");
        expect(told({}, dns)).toContain("changed|gist: tenant network net1|+ DNS 203.0.113.53");
        expect(told(dns, {})).toContain("changed|korea: tenant network net2|− DNS 203.0.113.53");
    });

    test("marks everything of a new environment as new", () => {
        const { common, sites, changes } = compareTopologies(emptyTopology("lab"), topology());
        const parts = [...common, ...sites.flatMap(({ site, parts, links }) => [site, ...parts, ...links])];
        expect(new Set(parts.map(({ mark }) => mark))).toEqual(new Set(["added"]));
        expect(changes.map(({ what }) => what)).toEqual(["tower", "shared network net3", "site gist", "site korea"]);
    });
});

describe("factText", () => {
    const fact = (values: readonly string[], before = values) => ({
        name: "peers",
        values,
        before,
        mark: values === before ? ("same" as const) : ("changed" as const),
    });

    test("counts what is beyond three, and says one more by its name", () => {
        expect(factText(fact(["a", "b", "c", "d"]))).toBe("peers a, b, c, d");
        expect(factText(fact(["a", "b", "c", "d", "e"]))).toBe("peers a, b, c and 2 more");
    });

    test("says that only the order is another", () =>
        expect(factText(fact(["a", "b"], ["b", "a"]))).toBe("peers in another order"));
});
