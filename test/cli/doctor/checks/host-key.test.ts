import { expect, test } from "vitest";
import { hostKey } from "../../../../cli/doctor/checks/host-key.ts";
import { findings, gist } from "../fakes.ts";

test("is right when we get in, and also when only our own key is refused", async () => {
    expect(await findings(hostKey, gist)).toEqual(["ok: as in stacks/Pulumi.sample-gist.yaml"]);
    expect(
        await findings(hostKey, gist, { kBox: { errors: "root@203.0.113.11: Permission denied (publickey)." } }),
    ).toEqual(["ok: as in stacks/Pulumi.sample-gist.yaml"]);
});

test("a stale one is named with what to compare it with", async () => {
    expect(await findings(hostKey, gist, { kBox: { errors: "Host key verification failed." } })).toEqual([
        "wrong: the K-Box at 203.0.113.11 answers with another host key than kBox.hostKey in stacks/Pulumi.sample-gist.yaml: " +
            "it was rebuilt, or it is another machine. Compare with /etc/ssh/ssh_host_ed25519_key.pub on the K-Box itself, " +
            "and change the file only if that is the same.",
    ]);
});
