import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { provider } from "../../../components/tricircle/pulled-network-provider.ts";
import { type Api, password, startApi } from "./api.ts";

const place = { cloud: "site", central: "CentralRegion", region: "RegionOne" };
const net3 = { ...place, name: "net3", cidr: "10.30.0.0/24", vni: 70003 };
const net1 = { ...place, name: "net1", cidr: "10.1.0.0/24", vni: 0 };
let api: Api;
beforeEach(async () => {
    api = await startApi();
    vi.stubEnv("OS_CLIENT_CONFIG_FILE", api.clouds);
});
afterEach(async () => {
    vi.unstubAllEnvs();
    await api.close();
});

/** Central Neutron, and the own region's, with a network of a name. */
function show(name: string, cidr: string, network: object = {}): void {
    const shown = {
        id: `${name}-id`,
        project_id: "own-project",
        shared: false,
        subnets: [`${name}-subnet`],
        ...network,
    };
    api.central[`/central/v2.0/networks?name=${name}`] = { networks: [shown] };
    for (const neutron of ["central", "own"]) {
        api.central[`/${neutron}/v2.0/networks/${name}-id`] = { network: shown };
        api.central[`/${neutron}/v2.0/subnets/${name}-subnet`] = { subnet: { id: `${name}-subnet`, cidr } };
    }
}

describe("a pulled network", () => {
    test("is asked for in its own region once it is known to be the planned one, network first", async () => {
        show("net3", "10.30.0.0/24", { shared: true, "provider:segmentation_id": 70003 });
        const { id, outs } = await provider.create(net3);
        expect({ id, outs }).toEqual({ id: "net3-id", outs: { ...net3, id: "net3-id", subnetId: "net3-subnet" } });
        expect(api.calls).toEqual([
            "GET /central/v2.0/networks?name=net3",
            "GET /central/v2.0/subnets/net3-subnet",
            "GET /own/v2.0/networks/net3-id",
            "GET /own/v2.0/subnets/net3-subnet",
        ]);
        expect(JSON.stringify(outs)).not.toContain(password);
        expect(await provider.read(id, net3)).toEqual({ id, props: outs });
    });

    test("of the site itself is the project's own, whatever identifier its region chose", async () => {
        show("net1", "10.1.0.0/24", { "provider:segmentation_id": 12 });
        expect(await provider.create(net1)).toMatchObject({ id: "net1-id" });
        show("net1", "10.1.0.0/24", { project_id: "another" });
        await expect(provider.create(net1)).rejects.toThrow("Run up for this site's stack: it makes it.");
    });

    test("that isn't there, or isn't shared, is the tower's to make", async () => {
        const said =
            "net3: Central Neutron in CentralRegion has no such network with a subnet. Run up for the tower's stack: it makes it.";
        await expect(provider.create(net3)).rejects.toThrow("404");
        show("net3", "10.30.0.0/24", { "provider:segmentation_id": 70003 });
        await expect(provider.create(net3)).rejects.toThrow(said);
        show("net3", "10.30.0.0/24", { shared: true, subnets: [] });
        await expect(provider.create(net3)).rejects.toThrow(said);
    });

    test("with other values than planned is an error, and isn't brought to the region", async () => {
        show("net3", "10.99.0.0/24", { shared: true, "provider:segmentation_id": 7 });
        await expect(provider.create(net3)).rejects.toThrow(
            "net3: Central Neutron in CentralRegion has it with VNI 7 and 10.99.0.0/24, and VNI 70003 and 10.30.0.0/24 is " +
                "planned. Run up for the tower's stack first, or delete the other network there.",
        );
        expect(api.calls.filter((call) => call.includes("/own/"))).toEqual([]);
        const { props } = await provider.read("net3-id", net3);
        expect(props).toMatchObject({ vni: 7, cidr: "10.99.0.0/24" });
    });

    test("is gone when another one has its name, and is taken away by nobody here", async () => {
        show("net3", "10.30.0.0/24", { shared: true });
        expect(await provider.read("an-older-one", net3)).toEqual({ id: "", props: {} });
        await provider.delete("net3-id", net3);
        expect(api.calls.filter((call) => call.startsWith("DELETE"))).toEqual([]);
        expect(await provider.diff("net3-id", net3, net3)).toMatchObject({ changes: false });
    });
});
