import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

const template = "heat_template_version: 2018-08-31\nresources: { r: { type: OS::Neutron::Router } }";

export const attack: ProgramAttack = {
    what: "lets Heat make what no policy sees",
    policy: "own-k-box",
    places: ["heat-stack"],
    make({ bad, opts }) {
        if (bad) new openstack.orchestration.StackV1("heat-stack", { templateOpts: { Bin: template } }, opts);
        else new openstack.compute.ServerGroup("heat-stack", { policies: ["anti-affinity"] }, opts);
    },
};
