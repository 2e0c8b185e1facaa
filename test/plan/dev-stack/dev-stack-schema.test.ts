import { expect, test } from "vitest";
import { siteDevStackSchema, towerDevStackSchema } from "../../../plan/dev-stack/dev-stack-schema.ts";

test("everything has a default", () => {
    expect(siteDevStackSchema.parse({})).toMatchObject({ datapath: "system", images: [], timeout: 90 });
    expect(towerDevStackSchema.parse({})).not.toHaveProperty("virt");
});

test.each([
    ["a branch for a pin", { refs: { nova: "stable/2025.2" } }],
    ["a git base with a slash at its end", { gitBase: "https://opendev.org/" }],
    ["a password in a URL", { mirrors: { proxy: "http://me:secret@10.0.0.1:3128" } }],
    ["an unknown release", { release: "2017.1" }],
])("refuses %s", (_, given) => {
    expect(siteDevStackSchema.safeParse(given).success).toBe(false);
});

test("takes a mirror of each kind", () => {
    const given = {
        gitBase: "file:///opt/git",
        mirrors: { apt: "http://10.0.0.1/debian", proxy: "http://10.0.0.1:3128" },
    };
    expect(siteDevStackSchema.parse(given)).toMatchObject(given);
});
