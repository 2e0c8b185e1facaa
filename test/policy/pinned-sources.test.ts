import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { pinnedSources } from "../../policy/pinned-sources.ts";
import { type EngineResource, unknown, violations, warnings } from "./engine.ts";
import { siteResources } from "./stacks.ts";

const check = (resources: readonly EngineResource[]) => violations([pinnedSources], resources);
const command = (inputs: Readonly<Record<string, unknown>>) => [
    { type: "command:remote:Command", name: "get", inputs },
];
const image = (inputs: Readonly<Record<string, unknown>>) => [
    { type: types.image, name: "image", inputs: { imageSourceUrl: "https://x.org/image", ...inputs } },
];
const sha256 = "0123456789abcdef".repeat(4);

describe("pinned-sources", () => {
    test("lets a site's own stack pass", async () => {
        expect(await check(await siteResources())).toEqual([]);
    });

    test("refuses a ref that can move, and lets a tag pass", async () => {
        expect(await check(command({ create: "git clone -b master https://x.org/x" }))).toEqual([
            "get.create: git clone takes master, which can move. Allowed: a tag such as v1.2.0, or a full commit id. " +
                "Name the tag or the commit; a tag without a version is written refs/tags/<tag>.",
        ]);
        expect(await check(command({ create: "git clone -b v1.2.0 https://x.org/x" }))).toEqual([]);
    });

    test("looks into every text of a command, and knows its environment", async () => {
        expect((await check(command({ stdin: "git clone https://x.org/x" }))).join()).toContain(
            "get.stdin: git clone takes whatever is there.",
        );
        const create = "git clone -b $REF https://x.org/x";
        expect(await check(command({ create, environment: { REF: "main" } }))).toHaveLength(1);
        expect(await check(command({ create, environment: { REF: "v1.2.0" } }))).toEqual([]);
    });

    test("refuses what a virtual machine fetches when it boots", async () => {
        const userData = "#!/bin/sh\ncurl https://x.org/setup | sh\n";
        const instance = { type: types.instance, name: "vm", inputs: { userData } };
        expect((await check([instance])).join()).toContain("vm.userData: a download that is run at once takes");
    });

    test("refuses an image's URL without a checksum, and lets one with it pass", async () => {
        expect(await check(image({}))).toEqual([
            "image.properties.sha256: https://x.org/image has no checksum (missing). Allowed: properties.sha256 with the " +
                "image's 64 hex digits, and verifyChecksum. Write the checksum that the image's maker publishes.",
        ]);
        expect(await check(image({ properties: { sha256: "abc" } }))).toHaveLength(1);
        expect(await check(image({ properties: { sha256 }, verifyChecksum: false }))).toHaveLength(1);
        expect(await check(image({ properties: { sha256 } }))).toEqual([]);
        expect(await check([{ type: types.image, name: "image", inputs: { localFilePath: "/image" } }])).toEqual([]);
    });

    test("can't decide on a command or a checksum before they are known", async () => {
        for (const resources of [command({ create: unknown }), image({ properties: { sha256: unknown } })]) {
            expect(await check(resources)).toEqual([]);
            expect(await warnings([pinnedSources], resources)).toHaveLength(1);
        }
    });
});
