import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Setting } from "../../plan/settings.ts";
import { UserError } from "../../plan/user-error.ts";
import { readSettings } from "../../stacks/settings.ts";
import { record } from "../components/mocks.ts";

const given = { makeable: false, common: null };
const settings: readonly Setting[] = [
    { ...given, key: "kBoxKey", secret: true, what: "private SSH key" },
    { ...given, key: "guestPublicKey", secret: false, what: "public SSH key" },
];
const read = (preview: boolean, wanted = settings) =>
    record(() => readSettings(new pulumi.Config("k-one"), wanted), { preview });
/** What the engine would know of a value. */
const known = async (value: pulumi.Output<string> | undefined) => {
    const { isKnown, isSecret } = value as unknown as Record<"isKnown" | "isSecret", Promise<boolean>>;
    return { known: await isKnown, secret: await isSecret };
};

describe("readSettings", () => {
    beforeEach(() => pulumi.runtime.setAllConfig({}));
    afterEach(() => pulumi.runtime.setAllConfig({}));

    test("hands on what the config has, a secret as a secret", async () => {
        pulumi.runtime.setAllConfig({ "k-one:kBoxKey": "private", "k-one:guestPublicKey": "public" });
        const { result } = await read(false);
        expect(await known(result("kBoxKey"))).toEqual({ known: true, secret: true });
        expect(await known(result("guestPublicKey"))).toEqual({ known: true, secret: false });
        await expect(new Promise((resolve) => result("guestPublicKey").apply(resolve))).resolves.toBe("public");
    });

    test("knows nothing of a missing one in a preview", async () => {
        const { result } = await read(true);
        expect(await known(result("kBoxKey"))).toEqual({ known: false, secret: true });
        expect(await known(result("guestPublicKey"))).toEqual({ known: false, secret: false });
    });

    test("refuses to go on without them otherwise: all in one error, each with its command", async () => {
        await expect(read(false)).rejects.toThrow(UserError);
        await expect(read(false)).rejects.toThrow(
            [
                "stack lab-gist: 2 value(s) are missing in its config; nothing was changed.",
                "k-one:kBoxKey: private SSH key. Set it with `pulumi config set --secret -s lab-gist k-one:kBoxKey`.",
                "k-one:guestPublicKey: public SSH key. Set it with `pulumi config set -s lab-gist k-one:guestPublicKey`.",
            ].join("\n"),
        );
    });

    test("names the command that makes what can be made, once", async () => {
        const made = ["adminPassword", "serviceToken"].map((key) => ({
            key,
            secret: true,
            what: "any word",
            makeable: true,
            common: "Keystone",
        }));
        await expect(read(false, [...settings, ...made])).rejects.toThrow(
            [
                "stack lab-gist: 4 value(s) are missing in its config; nothing was changed.",
                "k-one:adminPassword, k-one:serviceToken: make them with `npx k-one secrets make lab --site gist`.",
                "k-one:kBoxKey: private SSH key.",
            ].join("\n"),
        );
    });

    test("gives nothing that the plan doesn't name, even if the config has it", async () => {
        pulumi.runtime.setAllConfig({ "k-one:kBoxKey": "a", "k-one:guestPublicKey": "b", "k-one:other": "c" });
        const { result } = await read(false);
        expect(() => result("other")).toThrow("no setting other");
    });
});
