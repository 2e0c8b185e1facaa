import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../plan/user-error.ts";
import { readSettings } from "../../stacks/settings.ts";
import { record } from "../components/mocks.ts";

const settings = [
    { key: "kBoxKey", secret: true, what: "private SSH key" },
    { key: "guestPublicKey", secret: false, what: "public SSH key" },
];
const read = (preview: boolean) => record(() => readSettings(new pulumi.Config("k-one"), settings), { preview });
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
        expect(await known(result.kBoxKey)).toEqual({ known: true, secret: true });
        expect(await known(result.guestPublicKey)).toEqual({ known: true, secret: false });
        await expect(new Promise((resolve) => result.guestPublicKey?.apply(resolve))).resolves.toBe("public");
    });

    test("knows nothing of a missing one in a preview", async () => {
        const { result } = await read(true);
        expect(await known(result.kBoxKey)).toEqual({ known: false, secret: true });
        expect(await known(result.guestPublicKey)).toEqual({ known: false, secret: false });
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
});
