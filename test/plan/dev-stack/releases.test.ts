import { expect, test } from "vitest";
import { releases } from "../../../plan/dev-stack/releases.ts";
import { gitRef } from "../../../plan/formats.ts";

const pins = Object.entries(releases).flatMap(([release, { ref, services }]) =>
    Object.entries({ devstack: ref, ...services }).map(([repository, pin]) => ({ release, repository, pin })),
);

test.each(pins)("$repository of $release is pinned to a state that can't move: $pin", ({ pin }) => {
    expect(gitRef.safeParse(pin).success).toBe(true);
});

test("a branch is no pin", () => {
    expect(gitRef.safeParse("stable/2025.2").success).toBe(false);
    expect(gitRef.safeParse("master").success).toBe(false);
});

test("the release for Tricircle runs on Ubuntu 18.04 only, the other on Debian 12 and Ubuntu 24.04", () => {
    expect(releases.ussuri.systems.map(({ name }) => name)).toEqual(["Ubuntu 18.04"]);
    expect(releases["2025.2"].systems.map(({ name }) => name)).toEqual(["Debian 12", "Ubuntu 24.04"]);
});
