import { expect, test } from "vitest";
import { sharedNetworkMtu } from "../../../../cli/doctor/checks/shared-network-mtu.ts";
import { findings, gist } from "../fakes.ts";

const network = (...networks: readonly object[]) => ({ answers: { "network /networks": { networks } } });

test("compares Neutron's MTU with the declared one", async () => {
    expect(await findings(sharedNetworkMtu, gist, network({ mtu: 1450 }))).toEqual(["ok: net3 has MTU 1450"]);
    const [found = ""] = await findings(
        sharedNetworkMtu,
        gist,
        network({ mtu: 1500, "provider:physical_network": "net3" }),
    );
    expect(found).toMatch(/^wrong: net3 has MTU 1500 on physical network net3; declared are 1450 and net3\./);
});

test("before the first up it isn't there yet", async () => {
    expect(await findings(sharedNetworkMtu, gist, network())).toEqual([
        "not yet: net3 isn't there yet. `npx k-one up sample --site gist` makes it.",
    ]);
});
