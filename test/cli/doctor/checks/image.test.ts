import { expect, test } from "vitest";
import { image } from "../../../../cli/doctor/checks/image.ts";
import { findings, gist } from "../fakes.ts";

const answer = (...statuses: readonly string[]) => ({
    answers: { "image /images": { images: statuses.map((status) => ({ name: "k-one-guest", status })) } },
});

test("wants exactly one that is ready", async () => {
    expect(await findings(image, gist, answer("active"))).toEqual(["ok: k-one-guest"]);
    expect(await findings(image, gist, answer())).toEqual([
        "wrong: image k-one-guest in Region1: there is none; exactly one must be active. Upload it, or correct guest.image in the tower's stack file.",
    ]);
    expect(await findings(image, gist, answer("active", "active"))).toEqual([
        expect.stringContaining("active, active; exactly one"),
    ]);
});

test("a site without a guest needs none", async () => {
    expect(await findings(image, { ...gist, guest: null })).toEqual([]);
});
