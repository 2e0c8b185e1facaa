import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "hides a provider for another site's region in a component, and hands it down in a map",
    policy: "own-provider-and-region",
    places: ["foreign-region-provider.region"],
    make({ bad, own, other, opts: { parent } }) {
        const { cloud } = own;
        const region = bad ? other.region : own.region;
        const hidden = new pulumi.ComponentResource(
            "k-one:index:Region",
            "foreign-region",
            {},
            parent ? { parent } : {},
        );
        const openstackThere = new openstack.Provider("foreign-region-provider", { cloud, region }, { parent: hidden });
        const below = new pulumi.ComponentResource(
            "k-one:index:TenantNetwork",
            "foreign-region-below",
            {},
            { parent: hidden, providers: { openstack: openstackThere } },
        );
        new openstack.compute.Keypair("foreign-region-keypair", { publicKey: "ssh-ed25519 AAAA" }, { parent: below });
    },
};
