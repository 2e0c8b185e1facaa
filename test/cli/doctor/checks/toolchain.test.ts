import { expect, test } from "vitest";
import { toolchain } from "../../../../cli/doctor/checks/toolchain.ts";
import { findings } from "../fakes.ts";

test("shows each part, and says of a missing one who gets it", async () => {
    const lines = ["pulumi 3.250.0: path, /usr/bin/pulumi (on PATH)", "command 1.2.1: not there yet"];
    expect(await findings(toolchain, async () => ({ toolchain: null, lines }))).toEqual([
        "ok: pulumi 3.250.0: path, /usr/bin/pulumi (on PATH)",
        "not yet: command 1.2.1: not there yet. The next command that needs it gets it, such as `npx k-one up`.",
    ]);
});
