import { describe, expect, test } from "vitest";
import type { StateResource } from "../../../cli/recover/state.ts";
import { NotYet } from "../../../cli/verify/locate.ts";
import { locateByState } from "../../../cli/verify/locate-by-state.ts";
import { FakeShell, samplePlan } from "./fakes.ts";

const [site] = samplePlan().sites;
const id = "01234567-89ab-cdef-0123-456789abcdef";
const log = "-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAhost root@g\n-----END SSH HOST KEY KEYS-----\n";

const resource = (name: string, part: object): StateResource => ({
    urn: `urn:pulumi:sample-gist::k-one::type::${name}`,
    type: "type",
    custom: true,
    ...part,
});
const known = [
    resource("gist-guest-instance", { id: "gone", delete: true }),
    resource("gist-guest-instance", { id }),
    resource("gist-guest-floating-ip", { outputs: { address: "192.168.101.7" } }),
];

const locate = (resources: readonly StateResource[] | null, console = log) => {
    const kBox = new FakeShell(() => console);
    if (!site?.guest) throw new Error("the sample has no guest");
    const state = resources && { version: 3, deployment: { resources } };
    return { kBox, found: locateByState(state, async () => kBox, site, site.guest) };
};

describe("locateByState", () => {
    test("takes the address from the state and the host keys from the K-Box", async () => {
        const { kBox, found } = locate(known);
        expect(await found).toEqual({ floatingIp: "192.168.101.7", hostKeys: ["ssh-ed25519 AAAAhost"] });
        expect(kBox.scripts.join()).toContain(`/var/lib/nova/instances/${id}/console.log`);
    });

    test("says that Keystone doesn't answer when the state can't help either", async () => {
        const words = "Keystone doesn't answer, and the state of stack sample-gist has no gist-guest";
        await expect(locate(null).found).rejects.toThrow(words);
        await expect(locate([]).found).rejects.toThrow(words);
    });

    test("lets nothing but an id get into a command", async () => {
        const { kBox, found } = locate([resource("gist-guest-instance", { id: "$(reboot)" }), ...known.slice(2)]);
        await expect(found).rejects.toThrow(/has no gist-guest/);
        expect(kBox.scripts).toEqual([]);
    });

    test("a guest that boots is worth waiting for", async () => {
        await expect(locate(known, "booting").found).rejects.toThrow(NotYet);
    });
});
