import { expect, test } from "vitest";
import { physicalNetwork } from "../../../../cli/doctor/checks/physical-network.ts";
import { findings, gist } from "../fakes.ts";

const agents = (configurations: object) => ({ answers: { "network /agents": { agents: [{ configurations }, {}] } } });
const none = { answers: { "network /agents": { agents: [] } } };

test("reads it from Neutron's agents, OVN's and Open vSwitch's", async () => {
    const ovn = agents({ "bridge-mappings": "other:br-o, ext:br-ex" });
    expect(await findings(physicalNetwork, gist, ovn)).toEqual(["ok: ext is br-ex"]);
    expect(await findings(physicalNetwork, gist, agents({ bridge_mappings: { ext: "br-ex" } }))).toEqual([
        "ok: ext is br-ex",
    ]);
});

test("reads it on the K-Box where Neutron hides its agents", async () => {
    const kBox = () => '"ext:br-ex,net3:br-net3"\n';
    expect(await findings(physicalNetwork, gist, { ...none, kBox })).toEqual(["ok: ext is br-ex"]);
    expect(await findings(physicalNetwork, gist, { kBox })).toEqual(["ok: ext is br-ex"]);
});

test("says which there are when it isn't mapped", async () => {
    const [found = ""] = await findings(physicalNetwork, gist, { ...none, kBox: () => '"net3:br-net3"' });
    expect(found).toMatch(
        /^wrong: no bridge is mapped to physical network ext; there are net3\. Correct external\.physical in stacks\/Pulumi\.sample-gist\.yaml/,
    );
});

test("is skipped where nobody tells", async () => {
    for (const places of [{ hasKey: false }, { silence: "off" }, { kBox: { errors: "Permission denied" } }, {}]) {
        expect(await findings(physicalNetwork, gist, { ...none, ...places })).toEqual([
            expect.stringMatching(/^skipped: ext can't be seen/),
        ]);
    }
});
