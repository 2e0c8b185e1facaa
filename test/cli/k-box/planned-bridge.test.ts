import { describe, expect, test } from "vitest";
import { withBridge } from "../../../cli/k-box/planned-bridge.ts";
import type { Cloud } from "../../../cloud/cloud.ts";
import { samplePlan } from "../verify/fakes.ts";

const [gist] = samplePlan().sites;
const [net3] = gist?.sharedNetworks ?? [];
if (gist === undefined || net3 === undefined) throw new Error("the sample has no shared network");
const linux = { ...net3, vtep: { ...net3.vtep, switch: "linuxbridge" as const, bridge: "brq…" } };

/** A Neutron that has these networks. */
function neutron(...networks: readonly object[]) {
    const asked: string[] = [];
    const open = async () =>
        ({
            projectId: "p1",
            request: async (_: string, __: string, path: string) => {
                asked.push(path);
                return { networks };
            },
        }) as unknown as Cloud;
    return { asked, open };
}

describe("the bridge of a shared network's end", () => {
    test("is as planned with Open vSwitch, and nobody is asked", async () => {
        const { asked, open } = neutron();
        expect(await withBridge(gist, net3, open)).toBe(net3);
        expect(asked).toEqual([]);
    });

    test("is named after Neutron's id of the site's own network with Linux bridges", async () => {
        const { asked, open } = neutron({ id: "5633947c-2dd8-45c1", name: "net3" });
        expect((await withBridge(gist, linux, open)).vtep.bridge).toBe("brq5633947c-2d");
        expect(asked).toEqual(["/networks?name=net3&project_id=p1"]);
    });

    test("can't be told when the site has no such network", async () => {
        await expect(withBridge(gist, linux, neutron().open)).rejects.toThrow(
            "site gist: Neutron in Region1 has no net3 of the site's own. Run up: it makes it.",
        );
    });
});
