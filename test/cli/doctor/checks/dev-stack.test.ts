import { expect, test } from "vitest";
import { devStack, devStackState } from "../../../../cli/doctor/checks/dev-stack.ts";
import { fakeDoctorHands, findings, gist } from "../fakes.ts";

const site = { ...gist, bootstrap: "devstack" as const };
const found = (kBox: string) => findings(devStack, site, { kBox: () => kBox });

test("a region that exists has nothing to do with it", async () => {
    expect(await findings(devStack, gist)).toEqual([]);
});

test("before it, up is what makes the region", async () => {
    expect(await found("")).toEqual([
        "not yet: Region1 isn't there yet: the machine is bare. `npx k-one up sample --site gist` makes it.",
    ]);
    expect((await found("not stacked; last phase: k-one: everything has stopped\n")).join()).toMatch(
        /^not yet: .*it is prepared or was unstacked/,
    );
});

test("meanwhile the phase tells how far it is", async () => {
    expect(await found("running; last phase: Installing Nova\n")).toEqual([
        "not yet: it is making Region1: Installing Nova. `npx k-one up sample --site gist` follows it.",
    ]);
});

test("after it all is well, or it says what failed and what to do", async () => {
    expect(await found("stacked; last phase: k-one: stack.sh has ended well\n")).toEqual(["ok: it has made Region1"]);
    expect((await found("failed; last phase: Installing Nova\n")).join()).toMatch(
        /^wrong: it has failed to make Region1; last phase: Installing Nova\. .* goes on\.$/,
    );
});

test("says nothing where nobody could log in: other lines do", async () => {
    expect(await findings(devStack, site, { silence: "no answer in 4 s" })).toEqual([]);
    expect(await findings(devStack, site, { kBox: { errors: "Permission denied (publickey)." } })).toEqual([]);
    expect(await devStackState(fakeDoctorHands({ silence: "no answer" }), site)).toBeNull();
});
