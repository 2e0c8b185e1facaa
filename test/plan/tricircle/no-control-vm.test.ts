import { expect, test } from "vitest";
import { errorsOf } from "../sample.ts";
import { tricircleFiles } from "./sample.ts";

const withControlVm = [
    "networks: { management: { physical: mgmt, cidr: 172.16.1.0/24 } }",
    "networks: { management: { physical: mgmt, cidr: 172.16.1.0/24, gateway: 172.16.1.1, pool: 172.16.1.30-172.16.1.31 } }\n" +
        "    controlVm: { management: 172.16.1.31 }",
] as const;

test("a control VM is refused with tricircle, and passes with mesh", () => {
    const files = tricircleFiles({ gist: [withControlVm] });
    expect(errorsOf({ gist: files.gist })).toEqual([]);
    expect(errorsOf(files)).toEqual([
        "sites.gist.controlVm: a control VM isn't there yet with tower.sharedNetworks.net3.driver: tricircle, whose Central " +
            "Neutron can't leave the gateway of a K-Cluster's network to the K-Box. Take controlVm away, or use driver: mesh.",
    ]);
});
