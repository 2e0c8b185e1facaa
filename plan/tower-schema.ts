import { z } from "zod";
import { towerDevStackSchema } from "./dev-stack/dev-stack-schema.ts";
import { address, date, hostKey, name, networkCidr, sharedName, text, url, user } from "./formats.ts";

const identity = z.strictObject({
    mode: z
        .enum(["shared", "own", "federated"])
        .default("shared")
        .describe(
            "shared: the tower's Keystone serves all sites; own: each site has its own. federated is refused, and said why.",
        ),
    authUrl: url
        .nullable()
        .default(null)
        .describe("Keystone's URL, such as http://203.0.113.10:5000/v3; null with mode own alone."),
    memberRole: name
        .nullable()
        .default(null)
        .describe(
            "Id of Keystone's role member, as `openstack role show member -c id` prints it; null where DevStack makes Keystone.",
        ),
});

const box = z.strictObject({
    address: address.describe("Address of the tower's machine for SSH, such as 203.0.113.10."),
    port: z.int().min(1).max(65535).default(22).describe("TCP port of its SSH server."),
    user: user.default("root").describe("Login user on it; it needs root's rights."),
    hostKey: hostKey.describe("Public host key of the machine: ssh-ed25519 AAAA…, without the host's name."),
});

const guest = z.strictObject({
    image: text.describe("Image's name in every region."),
    flavor: text.describe("Flavor's name in every region."),
    user: user.describe("Login user of the image."),
});

const sharedNetwork = z.strictObject({
    driver: z.enum(["mesh", "tricircle"]).default("mesh").describe("How the network is realised: mesh or tricircle."),
    cidr: networkCidr.describe("Block of the network's one subnet, such as 10.30.0.0/24."),
    vni: z.int().min(1).max(16_777_215).describe("VXLAN Network Identifier, 24 bits, such as 70003."),
    mtu: z.int().min(1280).max(9166).describe("Largest IP packet on the network in bytes, such as 1450."),
    encryption: z
        .enum(["none", "wireguard"])
        .default("none")
        .describe("What hides the network's packets between sites: none or wireguard."),
});

const acceptance = z.strictObject({
    reason: text.describe("Why plaintext is bearable."),
    until: date.describe("Last day of the acceptance, such as 2027-06-30."),
});

const exception = z.strictObject({
    policy: text.describe("Policy's name."),
    resource: text.describe("Resource's logical name."),
    reason: text.describe("Why the resource may pass."),
});

/** The tower's stack file, under `k-one:tower`. */
export const towerSchema = z
    .strictObject({
        cloud: name
            .nullable()
            .default(null)
            .describe("Entry in clouds.yaml with rights in Keystone; null with identity.mode own alone."),
        region: name
            .nullable()
            .default(null)
            .describe(
                "Keystone region of the tower's own endpoints, such as CentralRegion; null with identity.mode own alone.",
            ),
        identity: identity.describe("Who knows the users."),
        host: name
            .nullable()
            .default(null)
            .describe("Site on whose K-Box the tower lives; null: a machine of its own."),
        box: box.nullable().default(null).describe("Tower's own machine; for bootstrap: devstack without a host only."),
        bootstrap: z
            .enum(["adopt", "devstack"])
            .default("adopt")
            .describe(
                "adopt: Keystone exists or comes with the host; devstack: DevStack makes it on the tower's own machine.",
            ),
        devstack: towerDevStackSchema
            .nullable()
            .default(null)
            .describe("What DevStack makes Keystone of; for bootstrap: devstack only."),
        glance: z
            .enum(["separate", "shared", "shared-distributed", "distributed"])
            .default("separate")
            .describe(
                "Who keeps the images: separate: each site; shared: one Glance beside the tower's Keystone; others are refused.",
            ),
        production: z
            .boolean()
            .default(false)
            .describe("Whether external networks, routers and shared networks are protected from deletion."),
        outside: address.describe("Address outside of every site that each guest must reach through its site router."),
        dns: z
            .array(address.describe("Address of a DNS server, such as 203.0.113.53."))
            .default([])
            .describe("DNS servers that DHCP announces on every site's tenant network."),
        guest: guest.describe("Image, flavor and login user of every site's guest."),
        sharedNetworks: z.record(sharedName, sharedNetwork).describe("Shared networks by name, such as net3."),
        acceptPlaintext: acceptance
            .nullable()
            .default(null)
            .describe("Written acceptance that shared networks cross public networks in plaintext."),
        exceptions: z.array(exception).default([]).describe("Exceptions from the policy pack."),
    })
    .describe("What is common to all sites.");
