import { expect, test } from "vitest";
import { labShell, sshToSite } from "../../lab/shell.ts";
import { UserError } from "../../plan/user-error.ts";

const tool = { pulumi: "pulumi", env: {} };

test("a lab that doesn't run can't be entered, and the message says how to start it", async () => {
    for (const entering of [labShell("labnobody", tool), sshToSite("labnobody", "gist")]) {
        await expect(entering).rejects.toThrow(UserError);
    }
    await expect(labShell("labnobody", tool)).rejects.toThrow(/npx k-one lab start --environment labnobody/);
});
