import { expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

const host = (name: string) => edited("tower", "outside:", `host: ${name}\n    outside:`);

test("a tower may live on a site's K-Box, or on a machine of its own", () => {
    expect(errorsOf(host("korea"))).toEqual([]);
    expect(errorsOf(host("null"))).toEqual([]);
});

test("a tower's host is there though its file is broken", () => {
    expect(errorsOf({ ...host("korea"), korea: sample.korea.replace("router: R2", "router: [") })).toEqual([
        expect.stringMatching(/^stacks\/Pulumi\.lab-korea\.yaml:\d+:\d+: broken YAML/),
    ]);
});
