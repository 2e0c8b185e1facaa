import { expect, test } from "vitest";
import { flavor } from "../../../../cli/doctor/checks/flavor.ts";
import { findings, gist } from "../fakes.ts";

const answer = (...names: readonly string[]) => ({
    answers: { "compute /flavors": { flavors: names.map((name) => ({ name })) } },
});

test("finds it, or names the ones that there are", async () => {
    expect(await findings(flavor, gist, answer("m1.small", "k-one.tiny"))).toEqual(["ok: k-one.tiny"]);
    expect(await findings(flavor, gist, answer("m1.small"))).toEqual([
        "wrong: flavor k-one.tiny isn't in Region1; there are m1.small. Have it made there, or correct guest.flavor in the tower's stack file.",
    ]);
});

test("a site without a guest needs none", async () => {
    expect(await findings(flavor, { ...gist, guest: null })).toEqual([]);
});
