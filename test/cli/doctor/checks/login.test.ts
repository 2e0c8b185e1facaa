import { expect, test } from "vitest";
import { login } from "../../../../cli/doctor/checks/login.ts";
import { findings, gist } from "../fakes.ts";

const kBox = { errors: "Permission denied (publickey)." };

test("says as whom", async () => {
    expect(await findings(login, gist)).toEqual(["ok: as root"]);
});

test("without any key it says what to set, and that it is skipped", async () => {
    expect(await findings(login, gist, { kBox, hasKey: false })).toEqual([
        "skipped: there is no key for root@203.0.113.11. Set K_ONE_KBOX_KEY_GIST to the file with it, or start an SSH agent that has it.",
    ]);
});

test("a key that is refused is a mistake", async () => {
    expect(await findings(login, gist, { kBox })).toEqual([
        expect.stringMatching(/^wrong: root@203\.0\.113\.11 refuses our SSH key\./),
    ]);
});
