import { z } from "zod";
import { siteDevStackSchema } from "./dev-stack/dev-stack-schema.ts";
import { address, baseMac, cidr, hostKey, name, networkCidr, pool, sharedName, text, url, user } from "./formats.ts";

const kBox = z.strictObject({
    address: address.describe("Address of the K-Box for SSH, such as 203.0.113.11."),
    port: z.int().min(1).max(65535).default(22).describe("TCP port of the K-Box's SSH server."),
    user: user.default("root").describe("Login user on the K-Box; it needs root's rights."),
    hostKey: hostKey.describe("Public host key of the K-Box: ssh-ed25519 AAAA…, without the host's name."),
});

const external = z.strictObject({
    network: name.describe("Name of the external network in Neutron, such as ext-net1."),
    physical: name.default("ext").describe("Neutron's name for the physical network."),
    cidr: networkCidr.describe("Block of the external network, such as 192.168.101.0/24."),
    gateway: address.describe("Institution's router on the external network, such as 192.168.101.1."),
    pool: pool.describe("Addresses for the site router and floating IPs, such as 192.168.101.100-192.168.101.254."),
});

const tenant = z.strictObject({
    network: name.describe("Name of the tenant network in Neutron, such as net1."),
    cidr: networkCidr.describe("Block of the tenant network, such as 10.1.0.0/24; its first host is the site router."),
});

const share = z.strictObject({
    pool: pool.describe("Addresses of the shared network that this site gives out, such as 10.30.0.16-10.30.0.31."),
});

const vtep = z.strictObject({
    address: address.describe("Underlay address that this site's tunnels start from, such as 203.0.113.11."),
    transport: z
        .enum(["private", "public"])
        .describe("Whether others can read along on the way to the other sites: private or public."),
    mtu: z
        .int()
        .min(1330)
        .max(9216)
        .describe("Largest IP packet of the underlay in bytes; at least 1280 and VXLAN's 50."),
    switch: z
        .enum(["openvswitch", "linuxbridge"])
        .default("openvswitch")
        .describe("What Neutron switches the K-Box's guests with: openvswitch (OVN, too) or linuxbridge."),
});

const access = z.strictObject({
    sshFrom: z
        .array(cidr.describe("Block such as 203.0.113.1/32."))
        .default([])
        .describe("Blocks that may open SSH to the guest from outside."),
});

const clusterNetwork = z.strictObject({
    physical: name.describe("Neutron's name for the physical network, such as mgmt."),
    cidr: networkCidr.describe("Block of the network, such as 172.16.1.0/24."),
    gateway: address
        .nullable()
        .default(null)
        .describe("K-Box's address on the network, such as 172.16.1.1; the control VM's way out."),
    pool: pool
        .nullable()
        .default(null)
        .describe("Addresses that Neutron may use, such as 172.16.1.30-172.16.1.31; the control VM's is one of them."),
});

const networks = z.strictObject({
    management: clusterNetwork.nullable().default(null).describe("Power and management network (P+M)."),
    control: clusterNetwork.nullable().default(null).describe("Control network (C)."),
    data: clusterNetwork.nullable().default(null).describe("Data network (D)."),
});

const box = z.strictObject({
    name: name.describe("Box's name, unique in the K-Cluster."),
    role: z
        .enum(["k-tower", "k-cube", "k-fabric", "iot-data-hub"])
        .describe("What the box does: k-tower, k-cube, k-fabric, iot-data-hub."),
    address: address.describe("Box's address on the management network."),
    user: user.default("root").describe("Login user on the box."),
    hostKey: hostKey
        .nullable()
        .default(null)
        .describe("Public host key of the box: ssh-ed25519 AAAA…; all but a k-fabric need it."),
    interfaces: z
        .partialRecord(z.enum(["management", "control", "data"]), name.describe("Interface's name, such as eno1."))
        .default({})
        .describe("Box's interface on each of the K-Cluster's networks."),
});

const identity = z.strictObject({
    authUrl: url.describe("URL of the site's own Keystone, such as http://203.0.113.11:5000/v3."),
});

const controlVm = z.strictObject({
    management: address.describe("Control VM's address on the management network, such as 172.16.1.31."),
    control: address.nullable().default(null).describe("Control VM's address on the control network."),
});

const guest = z
    .object({ tenant: address.describe("Guest's address on the tenant network, such as 10.1.0.10.") })
    .catchall(address.describe("Guest's address on the shared network of that name."));

/** A site's stack file, under `k-one:site`. */
export const siteSchema = z
    .strictObject({
        institution: text.describe("Institution that runs the site, in full."),
        region: name.describe("Keystone region of the site, such as RegionOne."),
        availabilityZone: name.describe("Nova's availability zone of the site, such as az1."),
        cloud: name.describe("Entry in clouds.yaml with this site's own credential."),
        identity: identity
            .nullable()
            .default(null)
            .describe("The site's own Keystone; for the tower's identity.mode: own only."),
        kBox: kBox.describe("How the K-Box is reached over SSH."),
        external: external.describe("External network: the site's way out."),
        router: name.describe("Site router's name in Neutron, such as R1."),
        tenant: tenant.describe("Tenant network: where the site's guests live."),
        shared: z.record(sharedName, share).describe("This site's part of each shared network, by the network's name."),
        vtep: vtep.describe("VXLAN tunnel end point: the site's end of the tunnels to the other sites."),
        baseMac: baseMac.describe("Prefix of the MAC addresses of this site's Neutron, such as fa:16:3e:01:00:00."),
        access: access.default({ sshFrom: [] }).describe("Who may reach the guest from outside."),
        networks: networks
            .default({ management: null, control: null, data: null })
            .describe("The K-Cluster's own networks."),
        boxes: z.array(box).default([]).describe("The K-Cluster's boxes beside the K-Box."),
        controlVm: controlVm
            .nullable()
            .default(null)
            .describe("Control VM: manages this site's K-Cluster and no other."),
        guest: guest.nullable().default(null).describe("Guest's fixed addresses: tenant, and one a shared network."),
        bootstrap: z
            .enum(["adopt", "devstack"])
            .default("adopt")
            .describe("adopt: the region exists; devstack: DevStack makes it on the K-Box."),
        devstack: siteDevStackSchema
            .nullable()
            .default(null)
            .describe("What DevStack makes the region of; for bootstrap: devstack only."),
        imported: z
            .array(z.enum(["external", "guest"]))
            .default([])
            .describe("What was imported and stays as OpenStack settled it when it was made: external, guest."),
    })
    .describe("What a site says about itself.");
