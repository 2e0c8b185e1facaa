import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "keeps cloud and region, and leads Neutron's calls to another site's K-Box",
    policy: "own-provider-and-region",
    places: ["foreign-endpoint.endpointOverrides"],
    make({ bad, own, other, opts: { parent } }) {
        const { cloud, region } = own;
        const endpointOverrides = { network: `http://${other.kBox.address}:9696/v2.0/` };
        new openstack.Provider(
            "foreign-endpoint",
            { cloud, region, ...(bad ? { endpointOverrides } : {}) },
            parent ? { parent } : {},
        );
    },
};
