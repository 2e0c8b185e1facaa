import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

const sha256 = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

export const attack: ProgramAttack = {
    what: "boots whatever image a URL gives",
    policy: "pinned-sources",
    places: ["unchecked-image.properties.sha256"],
    make({ bad, opts }) {
        const args = { containerFormat: "bare", diskFormat: "qcow2", imageSourceUrl: "https://example.org/guest.img" };
        new openstack.images.Image("unchecked-image", { ...args, ...(bad ? {} : { properties: { sha256 } }) }, opts);
    },
};
