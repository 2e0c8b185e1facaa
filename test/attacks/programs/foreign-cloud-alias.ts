import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives a provider for another site's cloud out as the site's own, by an alias",
    policy: "own-provider-and-region",
    places: ["foreign-cloud-alias.cloud"],
    make({ bad, site, own, other, opts: { parent } }) {
        const cloud = bad ? other.cloud : own.cloud;
        const aliases = [{ name: "gist-region-provider-of-old", parent: site.region }];
        const provider = new openstack.Provider(
            "foreign-cloud-alias",
            { cloud, region: own.region },
            { ...(parent ? { parent } : {}), aliases },
        );
        new openstack.compute.Keypair("foreign-cloud-keypair", { publicKey: "ssh-ed25519 AAAA" }, { provider });
    },
};
