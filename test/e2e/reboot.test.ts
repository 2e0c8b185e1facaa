import { beforeAll, describe, expect, inject, test } from "vitest";
import { labStatus } from "../../lab/lab.ts";
import { finished, kOne } from "./k-one.ts";
import { Box } from "./vtep/box.ts";

const environment = inject("environment");
const gist = new Box(environment, "gist");

async function statusOfGist() {
    const { machines } = await labStatus(environment);
    const found = machines.find(({ name }) => name === "gist");
    if (found === undefined) throw new Error("the lab has no K-Box gist");
    return found;
}

/** Waits for the K-Box's next life, and until everything on it answers. */
async function rebooted(lives: number): Promise<void> {
    await expect
        .poll(
            async () => {
                const { boots, ready } = await statusOfGist();
                return boots > lives && ready;
            },
            { timeout: 240_000, interval: 1000 },
        )
        .toBe(true);
}

describe("a K-Box that reboots with its guest running", () => {
    beforeAll(() => finished("up", environment, "--yes"));

    test("comes back with the guest, and packets flow again with nobody's help", async () => {
        const { boots } = await statusOfGist();
        await gist.reboot();
        await rebooted(boots);
        await expect
            .poll(async () => (await kOne(["verify", environment, "--json"])).exitCode, {
                timeout: 240_000,
                interval: 5000,
            })
            .toBe(0);
    });

    test("needs nothing from Pulumi afterwards", async () => {
        const { stacks } = await finished("up", environment, "--yes");
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "unchanged", "unchanged"]);
    });
});
