import { describe, expect, test } from "vitest";
import { edited, errorsOf, type sample } from "./sample.ts";

/** A slip of an operator: in a file of the sample, this text is replaced by that. */
interface Slip {
    readonly what: string;
    readonly file: keyof typeof sample;
    readonly text: string;
    readonly by: string;
    /** Every line that the planner prints for it. */
    readonly says: readonly string[];
}

const slips: readonly Slip[] = [
    {
        what: "a key misspelt",
        file: "gist",
        text: "availabilityZone:",
        by: "availabiltyZone:",
        says: [
            'sites.gist.availabiltyZone: unknown key. Did you mean "availabilityZone"? Allowed: institution, region, availabilityZone, cloud, identity, kBox, external, router, tenant, shared, vtep, baseMac, access, networks, boxes, controlVm, guest, bootstrap, devstack, imported.',
        ],
    },
    {
        what: "a key nobody knows",
        file: "gist",
        text: "router: R1",
        by: "router: R1\n    colour: red",
        says: [
            "sites.gist.colour: unknown key. Allowed: institution, region, availabilityZone, cloud, identity, kBox, external, router, tenant, shared, vtep, baseMac, access, networks, boxes, controlVm, guest, bootstrap, devstack, imported.",
        ],
    },
    {
        what: "a key missing",
        file: "gist",
        text: "    region: RegionOne\n",
        by: "",
        says: ["sites.gist.region: missing. Needed here: Keystone region of the site, such as RegionOne."],
    },
    {
        what: "a number for a name",
        file: "gist",
        text: "region: RegionOne",
        by: "region: 1",
        says: [
            "sites.gist.region: the number 1 stands here; text is needed: Keystone region of the site, such as RegionOne.",
        ],
    },
    {
        what: "a list for an object",
        file: "gist",
        text: "{ network: net1, cidr: 10.1.0.0/24 }",
        by: "[net1]",
        says: ["sites.gist.tenant: a list stands here; keys are needed: Tenant network: where the site's guests live."],
    },
    {
        what: "text for a number",
        file: "gist",
        text: "mtu: 1500",
        by: "mtu: jumbo",
        says: [
            'sites.gist.vtep.mtu: text "jumbo" stands here; a whole number is needed: Largest IP packet of the underlay in bytes; at least 1280 and VXLAN\'s 50.',
        ],
    },
    {
        what: "nothing after a key",
        file: "gist",
        text: "router: R1",
        by: "router:",
        says: ["sites.gist.router: missing. Needed here: Site router's name in Neutron, such as R1."],
    },
    {
        what: "a word not in the list",
        file: "gist",
        text: "transport: public",
        by: "transport: internet",
        says: ['sites.gist.vtep.transport: "internet" is not known. Allowed: private, public.'],
    },
    {
        what: "a blank in a name",
        file: "gist",
        text: "region: RegionOne",
        by: "region: Region One",
        says: [
            'sites.gist.region: "Region One" doesn\'t fit. Allowed: letters, digits, dots, dashes and underscores, beginning with a letter or digit, at most 63.',
        ],
    },
    {
        what: "an address that is none",
        file: "gist",
        text: "gateway: 192.168.101.1",
        by: "gateway: 192.168.101.256",
        says: [
            "sites.gist.external.gateway: 192.168.101.256 is no IPv4 address. Each of its four numbers is from 0 to 255.",
        ],
    },
    {
        what: "an address cut short",
        file: "gist",
        text: "gateway: 192.168.101.1",
        by: "gateway: 192.168.101",
        says: [
            'sites.gist.external.gateway: "192.168.101" doesn\'t fit. Allowed: an IPv4 address, such as 10.30.0.16.',
        ],
    },
    {
        what: "host bits in a block",
        file: "gist",
        text: "cidr: 10.1.0.0/24",
        by: "cidr: 10.1.0.1/24",
        says: ["sites.gist.tenant.cidr: 10.1.0.1/24 has host bits set. Write the network's own address: 10.1.0.0/24."],
    },
    {
        what: "a block too small for a network",
        file: "gist",
        text: "10.1.0.0/24 }",
        by: "10.1.0.8/30 }",
        says: ["sites.gist.tenant.cidr: 10.1.0.8/30 is no size for a network. Allowed: /8 to /29."],
    },
    {
        what: "a block that is loopback",
        file: "gist",
        text: "172.16.1.0/24",
        by: "127.16.1.0/24",
        says: [
            "sites.gist.networks.management.cidr: 127.16.1.0/24 lies in 127.0.0.0/8, which is for loopback. Choose a block outside it.",
        ],
    },
    {
        what: "a pool written as a block",
        file: "gist",
        text: "10.30.0.16-10.30.0.31",
        by: "10.30.0.16/28",
        says: [
            'sites.gist.shared.net3.pool: "10.30.0.16/28" doesn\'t fit. Allowed: the first and last address with a dash, such as 10.30.0.16-10.30.0.31.',
        ],
    },
    {
        what: "a pool backwards",
        file: "gist",
        text: "10.30.0.16-10.30.0.31",
        by: "10.30.0.31-10.30.0.16",
        says: [
            "sites.gist.shared.net3.pool: 10.30.0.31-10.30.0.16 ends before it begins. Write the lower address first.",
        ],
    },
    {
        what: "a MAC address cut short",
        file: "gist",
        text: "fa:16:3e:01:00:00",
        by: "fa:16:3e:01",
        says: [
            'sites.gist.baseMac: "fa:16:3e:01" doesn\'t fit. Allowed: six pairs of small hex digits with colons, the last two 00:00, such as fa:16:3e:01:00:00.',
        ],
    },
    {
        what: "a MAC prefix of three octets",
        file: "gist",
        text: "fa:16:3e:01:00:00",
        by: "fa:16:3e:00:00:00",
        says: [
            "sites.gist.baseMac: fa:16:3e:00:00:00 leaves Neutron the fourth octet too. Choose one from 01 to ff for this site, such as fa:16:3e:01:00:00.",
        ],
    },
    {
        what: "a host key cut off",
        file: "gist",
        text: "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        by: "AAAAC3Nza",
        says: [
            'sites.gist.kBox.hostKey: the key after "ssh-ed25519" is cut off or of another kind. Copy the first two words of /etc/ssh/ssh_host_ed25519_key.pub on the K-Box: ssh-ed25519 AAAA….',
        ],
    },
    {
        what: "a host key with its host",
        file: "gist",
        text: "hostKey: ssh",
        by: "hostKey: 203.0.113.11 ssh",
        says: [
            'sites.gist.kBox.hostKey: "203.0.113.11" is no kind of host key. Allowed: ssh-ed25519, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, ecdsa-sha2-nistp521, ssh-rsa. Copy the first two words of /etc/ssh/ssh_host_ed25519_key.pub on the K-Box: ssh-ed25519 AAAA….',
        ],
    },
    {
        what: "a private key for the public one",
        file: "gist",
        text: "hostKey: ssh-ed25519 ",
        by: "hostKey: -----BEGIN OPENSSH PRIVATE KEY----- ",
        says: [
            "sites.gist.kBox.hostKey: this is a private key, which belongs in no file of a stack. Copy the first two words of /etc/ssh/ssh_host_ed25519_key.pub on the K-Box: ssh-ed25519 AAAA….",
        ],
    },
    {
        what: "a secret inside the site",
        file: "gist",
        text: "router: R1",
        by: "router: { secure: v1:abc }",
        says: [
            "sites.gist.router: a secret stands inside this object, and makes all of it secret. Give it a key of its own: pulumi config set --secret k-one:<name>.",
        ],
    },
    {
        what: "a password in Keystone's URL",
        file: "tower",
        text: "http://203",
        by: "http://admin:geheim@203",
        says: [
            "tower.identity.authUrl: a user or password stands in the URL of 203.0.113.10:5000. Take it out: nothing secret stands in this object.",
        ],
    },
    {
        what: "a tab",
        file: "gist",
        text: "    router: R1",
        by: "\trouter: R1",
        says: [
            "stacks/Pulumi.lab-gist.yaml:17:1: broken YAML: a tab stands at the beginning of the line. Indent with blanks.",
            "stacks/Pulumi.lab-gist.yaml:19:1: broken YAML: All mapping items must start at the same column.",
        ],
    },
    {
        what: "a bracket left open",
        file: "korea",
        text: "{ network: net2, cidr: 10.2.0.0/24 }",
        by: "{ network: net2, cidr: 10.2.0.0/24",
        says: [
            "stacks/Pulumi.lab-korea.yaml:17:5: broken YAML: Flow map in block collection must be sufficiently indented and end with a }.",
        ],
    },
    {
        what: "a key twice",
        file: "korea",
        text: "router: R2",
        by: "router: R2\n    router: R3",
        says: [
            "stacks/Pulumi.lab-korea.yaml:16:5: broken YAML: this key stands twice in its object. Keep one of them.",
        ],
    },
    {
        what: "two documents",
        file: "korea",
        text: "    router: R2",
        by: "---\n    router: R2",
        says: [
            "stacks/Pulumi.lab-korea.yaml:15:1: broken YAML: a second document begins here. A stack file is one document: take out the line ---.",
        ],
    },
    {
        what: "a site in the tower's file",
        file: "tower",
        text: "k-one:tower",
        by: "k-one:site",
        says: [
            "stacks/Pulumi.lab-tower.yaml: holds k-one:site, but its name makes it the file of tower. Allowed: k-one:tower alone. Move k-one:site to Pulumi.lab-<site>.yaml.",
        ],
    },
    {
        what: "a key of the wrong project",
        file: "gist",
        text: "k-one:site",
        by: "kone:site",
        says: [
            'stacks/Pulumi.lab-gist.yaml: has no k-one:site under config. Did you mean "kone:site"? Write what its owner says about itself there.',
        ],
    },
    {
        what: "tenant networks that overlap",
        file: "korea",
        text: "10.2.0.0/24 }",
        by: "10.1.0.0/25 }",
        says: [
            "sites.korea.guest.tenant: 10.2.0.10 lies outside the hosts of 10.1.0.0/25. Allowed: 10.1.0.3-10.1.0.126.",
            "sites.korea.tenant.cidr: 10.1.0.0/25 overlaps sites.gist.tenant.cidr (10.1.0.0/24). Choose a block outside 10.1.0.0/24.",
        ],
    },
    {
        what: "a block around everything",
        file: "korea",
        text: "10.2.0.0/24 }",
        by: "10.0.0.0/8 }",
        says: [
            "sites.korea.tenant.cidr: 10.0.0.0/8 overlaps sites.gist.tenant.cidr (10.1.0.0/24) and tower.sharedNetworks.net3.cidr (10.30.0.0/24). Choose a block outside all of them.",
        ],
    },
    {
        what: "external networks that overlap",
        file: "korea",
        text: "cidr: 192.168.102.0/24",
        by: "cidr: 192.168.0.0/16",
        says: [
            "sites.korea.external.cidr: 192.168.0.0/16 overlaps sites.gist.external.cidr (192.168.101.0/24). Choose a block outside 192.168.101.0/24.",
        ],
    },
    {
        what: "one management network at two sites",
        file: "korea",
        text: "172.16.2.0/24",
        by: "172.16.1.0/24",
        says: [
            "sites.korea.networks.management.cidr: 172.16.1.0/24 overlaps sites.gist.networks.management.cidr (172.16.1.0/24). Choose a block outside 172.16.1.0/24.",
        ],
    },
    {
        what: "a tenant network on the underlay",
        file: "korea",
        text: "10.2.0.0/24 }",
        by: "203.0.113.0/24 }",
        says: [
            "sites.korea.guest.tenant: 10.2.0.10 lies outside the hosts of 203.0.113.0/24. Allowed: 203.0.113.3-203.0.113.254.",
            "sites.korea.tenant.cidr: 203.0.113.0/24 overlaps tower.outside (203.0.113.1), tower.identity.authUrl (203.0.113.10), sites.gist.kBox.address (203.0.113.11) and 1 more. Choose a block outside all of them.",
        ],
    },
    {
        what: "a shared network on a tenant's",
        file: "tower",
        text: "10.30.0.0/24",
        by: "10.1.0.0/24",
        says: [
            "sites.gist.shared.net3.pool: 10.30.0.16-10.30.0.31 lies outside the hosts of 10.1.0.0/24. Allowed: 10.1.0.1-10.1.0.254.",
            "sites.gist.tenant.cidr: 10.1.0.0/24 overlaps tower.sharedNetworks.net3.cidr (10.1.0.0/24). Choose a block outside 10.1.0.0/24.",
            "sites.korea.shared.net3.pool: 10.30.0.32-10.30.0.47 lies outside the hosts of 10.1.0.0/24. Allowed: 10.1.0.1-10.1.0.254.",
        ],
    },
    {
        what: "a gateway outside",
        file: "gist",
        text: "gateway: 192.168.101.1",
        by: "gateway: 192.168.102.1",
        says: [
            "sites.gist.external.gateway: 192.168.102.1 lies outside the hosts of 192.168.101.0/24. Allowed: 192.168.101.1-192.168.101.254.",
        ],
    },
    {
        what: "a gateway that is the broadcast address",
        file: "gist",
        text: "gateway: 192.168.101.1",
        by: "gateway: 192.168.101.255",
        says: [
            "sites.gist.external.gateway: 192.168.101.255 lies outside the hosts of 192.168.101.0/24. Allowed: 192.168.101.1-192.168.101.254.",
        ],
    },
    {
        what: "an external pool outside",
        file: "gist",
        text: "192.168.101.100-192.168.101.254",
        by: "192.168.101.100-192.168.102.10",
        says: [
            "sites.gist.external.pool: 192.168.101.100-192.168.102.10 lies outside the hosts of 192.168.101.0/24. Allowed: 192.168.101.1-192.168.101.254.",
        ],
    },
    {
        what: "a gateway inside the pool",
        file: "gist",
        text: "pool: 192.168.101.100-",
        by: "pool: 192.168.101.1-",
        says: [
            "sites.gist.external.pool: 192.168.101.1-192.168.101.254 holds the gateway, and Neutron would give its address away. Write 192.168.101.2-192.168.101.254.",
        ],
    },
    {
        what: "an external pool of one address",
        file: "gist",
        text: "pool: 192.168.101.100-",
        by: "pool: 192.168.101.254-",
        says: [
            "sites.gist.external.pool: 192.168.101.254-192.168.101.254 has one address, and the site router and the guest's floating IP take two. Make it larger.",
        ],
    },
    {
        what: "a shared pool outside",
        file: "gist",
        text: "10.30.0.16-10.30.0.31",
        by: "10.31.0.16-10.31.0.31",
        says: [
            "sites.gist.guest.net3: 10.30.0.20 lies outside this site's pool 10.31.0.16-10.31.0.31. Allowed: 10.31.0.17-10.31.0.31.",
            "sites.gist.shared.net3.pool: 10.31.0.16-10.31.0.31 lies outside the hosts of 10.30.0.0/24. Allowed: 10.30.0.1-10.30.0.254.",
        ],
    },
    {
        what: "shared pools that overlap",
        file: "korea",
        text: "10.30.0.32-",
        by: "10.30.0.31-",
        says: [
            "sites.korea.shared.net3.pool: 10.30.0.31-10.30.0.47 overlaps sites.gist.shared.net3.pool (10.30.0.16-10.30.0.31). Choose addresses outside 10.30.0.16-10.30.0.31.",
        ],
    },
    {
        what: "a shared pool of one address",
        file: "korea",
        text: "10.30.0.32-10.30.0.47",
        by: "10.30.0.36-10.30.0.36",
        says: [
            "sites.korea.shared.net3.pool: 10.30.0.36-10.30.0.36 has one address, and OVN's metadata port takes it. Allowed: 2 addresses or more.",
        ],
    },
    {
        what: "a guest outside its tenant network",
        file: "gist",
        text: "tenant: 10.1.0.10",
        by: "tenant: 10.2.0.11",
        says: [
            "sites.gist.guest.tenant: 10.2.0.11 lies outside the hosts of 10.1.0.0/24. Allowed: 10.1.0.3-10.1.0.254.",
        ],
    },
    {
        what: "a guest on the router's address",
        file: "gist",
        text: "tenant: 10.1.0.10",
        by: "tenant: 10.1.0.1",
        says: [
            "sites.gist.guest.tenant: 10.1.0.1 is the site router's, the first host of 10.1.0.0/24. Allowed: 10.1.0.3-10.1.0.254.",
        ],
    },
    {
        what: "a guest on the tenant network's metadata port",
        file: "gist",
        text: "tenant: 10.1.0.10",
        by: "tenant: 10.1.0.2",
        says: ["sites.gist.guest.tenant: 10.1.0.2 goes to OVN's metadata port. Allowed: 10.1.0.3-10.1.0.254."],
    },
    {
        what: "a guest in another site's pool",
        file: "gist",
        text: "net3: 10.30.0.20",
        by: "net3: 10.30.0.40",
        says: [
            "sites.gist.guest.net3: 10.30.0.40 lies outside this site's pool 10.30.0.16-10.30.0.31. Allowed: 10.30.0.17-10.30.0.31.",
        ],
    },
    {
        what: "a guest on a pool's first address",
        file: "gist",
        text: "net3: 10.30.0.20",
        by: "net3: 10.30.0.16",
        says: [
            "sites.gist.guest.net3: 10.30.0.16 is the first of its pool, which goes to OVN's metadata port. Allowed: 10.30.0.17-10.30.0.31.",
        ],
    },
    {
        what: "a guest on a network nobody has",
        file: "gist",
        text: "net3: 10.30.0.20",
        by: "net4: 10.30.0.20",
        says: [
            'sites.gist.guest.net4: this site has no part of a shared network net4. Did you mean "net3"? Allowed: tenant, net3.',
        ],
    },
    {
        what: "a guest's tenant address misspelt",
        file: "gist",
        text: "guest: { tenant",
        by: "guest: { tennant",
        says: ['sites.gist.guest.tennant: unknown key. Did you mean "tenant"? Allowed: tenant.'],
    },
    {
        what: "a shared network the tower doesn't define",
        file: "gist",
        text: "{ net3: { pool: 10.30.0.16-10.30.0.31 } }",
        by: "{ net3: { pool: 10.30.0.16-10.30.0.31 }, net33: { pool: 10.30.1.16-10.30.1.31 } }",
        says: [
            'sites.gist.shared.net33: the tower defines no shared network net33. Did you mean "net3"? Allowed: net3. Define it in tower.sharedNetworks, or take it out here.',
        ],
    },
    {
        what: "a shared network's name too long",
        file: "tower",
        text: "{ net3:",
        by: "{ sharednetwork3:",
        says: [
            "sites.gist.shared.net3: the tower defines no shared network net3. Allowed: sharednetwork3. Define it in tower.sharedNetworks, or take it out here.",
            "sites.korea.shared.net3: the tower defines no shared network net3. Allowed: sharednetwork3. Define it in tower.sharedNetworks, or take it out here.",
            'tower.sharedNetworks.sharednetwork3: "sharednetwork3" doesn\'t fit. Allowed: at most 10 small letters and digits, beginning with a letter.',
        ],
    },
    {
        what: "a shared network named like Neutron's bridge",
        file: "tower",
        text: "{ net3:",
        by: "{ int:",
        says: [
            "sites.gist.shared.net3: the tower defines no shared network net3. Allowed: int. Define it in tower.sharedNetworks, or take it out here.",
            "sites.korea.shared.net3: the tower defines no shared network net3. Allowed: int. Define it in tower.sharedNetworks, or take it out here.",
            'tower.sharedNetworks.int: "int" is taken by OpenStack or by this file\'s own words. Choose another name, such as net3.',
        ],
    },
    {
        what: "two sites with one region",
        file: "korea",
        text: "RegionTwo",
        by: "RegionOne",
        says: [
            "sites.korea.region: RegionOne is taken by sites.gist.region. Each site is a region of its own: choose another one.",
        ],
    },
    {
        what: "two sites with one availability zone",
        file: "korea",
        text: "az2",
        by: "az1",
        says: [
            "sites.korea.availabilityZone: az1 is taken by sites.gist.availabilityZone. Each site has a zone of its own: choose another one.",
        ],
    },
    {
        what: "two sites with one K-Box address",
        file: "korea",
        text: "      address: 203.0.113.12",
        by: "      address: 203.0.113.11",
        says: [
            "sites.korea.kBox.address: 203.0.113.11 is taken by sites.gist.kBox.address. Each K-Box has addresses of its own: choose another one.",
        ],
    },
    {
        what: "two sites with one VTEP",
        file: "korea",
        text: "vtep: { address: 203.0.113.12",
        by: "vtep: { address: 203.0.113.11",
        says: [
            "sites.korea.vtep.address: 203.0.113.11 is taken by sites.gist.kBox.address. Each K-Box has addresses of its own: choose another one.",
        ],
    },
    {
        what: "two sites with one MAC prefix",
        file: "korea",
        text: "fa:16:3e:02",
        by: "fa:16:3e:01",
        says: [
            "sites.korea.baseMac: fa:16:3e:01:00:00 is taken by sites.gist.baseMac. Two Neutrons on one segment need their own prefixes: choose another one.",
        ],
    },
    {
        what: "a site with the tower's credential",
        file: "korea",
        text: "cloud: lab-korea",
        by: "cloud: lab-tower",
        says: [
            "sites.korea.cloud: lab-tower is taken by tower.cloud. Each site has its own credential: choose another one.",
        ],
    },
    {
        what: "a VNI of 25 bits",
        file: "tower",
        text: "70003",
        by: "16777216",
        says: ["tower.sharedNetworks.net3.vni: 16777216 doesn't fit. Allowed: whole numbers from 1 to 16777215."],
    },
    {
        what: "a VNI twice",
        file: "tower",
        text: "{ net3:",
        by: "{ net4: { cidr: 10.40.0.0/24, vni: 70003, mtu: 1400 }, net3:",
        says: ["tower.sharedNetworks.net4.vni: 70003 is net3's already. Choose another VNI."],
    },
    {
        what: "an MTU that IPv6 doesn't allow",
        file: "tower",
        text: "1450",
        by: "1279",
        says: ["tower.sharedNetworks.net3.mtu: 1279 doesn't fit. Allowed: whole numbers from 1280 to 9166."],
    },
    {
        what: "an MTU as large as the underlay's",
        file: "tower",
        text: "1450",
        by: "1500",
        says: [
            "tower.sharedNetworks.net3.mtu: 1500 is more than some sites carry: gist (1500 − 50) and korea (1500 − 50). Write 1450, the largest that fits, or raise vtep.mtu where the underlay allows.",
        ],
    },
    {
        what: "an underlay too small",
        file: "gist",
        text: "mtu: 1500",
        by: "mtu: 1400",
        says: [
            "tower.sharedNetworks.net3.mtu: 1450 is more than some sites carry: gist (1400 − 50). Write 1350, the largest that fits, or raise vtep.mtu where the underlay allows.",
        ],
    },
    {
        what: "public transport in plaintext",
        file: "tower",
        text: "    acceptPlaintext: { reason: lab with no way out, until: 2099-01-01 }\n",
        by: "",
        says: [
            "tower.sharedNetworks.net3.encryption: none, while the transport of gist and korea is public: others can read net3 on its way. Write acceptPlaintext: { reason: …, until: <day> } in the tower's file, or give each site a private transport.",
        ],
    },
    {
        what: "plaintext accepted until yesterday",
        file: "tower",
        text: "2099-01-01",
        by: "2026-10-31",
        says: [
            "tower.acceptPlaintext.until: 2026-10-31 is over (today is 2026-11-22), and sites still send net3 in plaintext over a public network. Agree on a later day, or use a private transport.",
        ],
    },
    {
        what: "a day that doesn't exist",
        file: "tower",
        text: "2099-01-01",
        by: "2099-02-29",
        says: [
            "tower.acceptPlaintext.until: 2099-02-29 is no day of the calendar. Write it as year-month-day, such as 2027-06-30.",
        ],
    },
    {
        what: "encryption that isn't there",
        file: "tower",
        text: "encryption: none",
        by: "encryption: wireguard",
        says: ["tower.sharedNetworks.net3.encryption: wireguard is planned but not there yet. Allowed for now: none."],
    },
    {
        what: "encryption nobody knows",
        file: "tower",
        text: "encryption: none",
        by: "encryption: rot13",
        says: ['tower.sharedNetworks.net3.encryption: "rot13" is not known. Allowed: none, wireguard.'],
    },
    {
        what: "a VNI that Tricircle gives out",
        file: "tower",
        text: "driver: mesh, cidr: 10.30.0.0/24, vni: 70003",
        by: "driver: tricircle, cidr: 10.30.0.0/24, vni: 60050",
        says: [
            "tower.sharedNetworks.net3.vni: 60050 is among the VNIs that Central Neutron gives out by itself (60001 to 60100). " +
                "Choose another one, such as 70003.",
        ],
    },
    {
        what: "a driver nobody knows",
        file: "tower",
        text: "driver: mesh",
        by: "driver: vlan",
        says: ['tower.sharedNetworks.net3.driver: "vlan" is not known. Allowed: mesh, tricircle.'],
    },
    {
        what: "a tower at a site nobody knows",
        file: "tower",
        text: "outside:",
        by: "host: gits\n    outside:",
        says: [
            'tower.host: there is no site gits. Did you mean "gist"? Allowed: gist, korea, null (null: a machine of its own).',
        ],
    },
    {
        what: "a Keystone of its own where all share one",
        file: "gist",
        text: "    kBox:",
        by: "    identity: { authUrl: http://203.0.113.11:5000/v3 }\n    kBox:",
        says: [
            "sites.gist.identity: is for tower.identity.mode: own, and here it is shared. Take it out, or write that.",
        ],
    },
    {
        what: "a Keystone for all without its place",
        file: "tower",
        text: "authUrl: http://203.0.113.10:5000/v3, ",
        by: "",
        says: ["tower.identity.authUrl: missing. Needed here: Keystone's URL, such as http://203.0.113.10:5000/v3."],
    },
    {
        what: "one Glance for regions that have theirs",
        file: "tower",
        text: "    outside:",
        by: "    glance: shared\n    outside:",
        says: [
            "sites.gist.bootstrap: adopt can't be with tower.glance: shared, since an existing region has its own. Write devstack, or tower.glance: separate.",
            "sites.korea.bootstrap: adopt can't be with tower.glance: shared, since an existing region has its own. Write devstack, or tower.glance: separate.",
            "tower.bootstrap: adopt can't be with tower.glance: shared, since the Glance of all regions must be one that DevStack makes. Write devstack, or tower.glance: separate.",
        ],
    },
    {
        what: "an identity that can't be",
        file: "tower",
        text: "mode: shared",
        by: "mode: federated",
        says: [
            "tower.identity.mode: federated is refused: a federated login makes its user on the fly and its roles come from mappings at every site, so no preview could tell who may do what where, and Pulumi has no browser to log in with. Allowed: shared, own.",
        ],
    },
    {
        what: "a tenant network named like the shared one",
        file: "gist",
        text: "network: net1",
        by: "network: net3",
        says: [
            "sites.gist.tenant.network: net3 is taken by sites.gist.shared.net3. A network's name is unique at its site: choose another one.",
        ],
    },
    {
        what: "a physical network used twice",
        file: "gist",
        text: "physical: mgmt",
        by: "physical: ext",
        says: [
            "sites.gist.networks.management.physical: ext is taken by sites.gist.external.physical. A physical network carries one flat network: choose another one.",
        ],
    },
    {
        what: "a box off the management network",
        file: "gist",
        text: "router: R1",
        by: "router: R1\n    boxes: [{ name: cube1, role: k-cube, address: 172.16.2.11, hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f }]",
        says: [
            "sites.gist.boxes[0].address: 172.16.2.11 lies outside networks.management. Allowed: 172.16.1.1-172.16.1.254.",
        ],
    },
    {
        what: "a VTEP of IPv6",
        file: "gist",
        text: "vtep: { address: 203.0.113.11",
        by: "vtep: { address: '2001:db8::11'",
        says: [
            'sites.gist.vtep.address: "2001:db8::11" is IPv6, which tunnels, filters and routes can\'t do yet. Allowed: an IPv4 address, such as 10.30.0.16.',
        ],
    },
    {
        what: "a tenant network of IPv6",
        file: "gist",
        text: "10.1.0.0/24",
        by: "'2001:db8::/64'",
        says: [
            'sites.gist.tenant.cidr: "2001:db8::/64" is IPv6, which tunnels, filters and routes can\'t do yet. Allowed: an IPv4 block, such as 10.1.0.0/24.',
        ],
    },
    {
        what: "a K-Box inside another site's tenant network",
        file: "korea",
        text: "10.2.0.0/24 }",
        by: "203.0.113.8/29 }",
        says: [
            "sites.korea.guest.tenant: 10.2.0.10 lies outside the hosts of 203.0.113.8/29. Allowed: 203.0.113.11-203.0.113.14.",
            "sites.korea.tenant.cidr: 203.0.113.8/29 overlaps tower.identity.authUrl (203.0.113.10), sites.gist.kBox.address (203.0.113.11) and sites.korea.kBox.address (203.0.113.12). Choose a block outside all of them.",
        ],
    },
    {
        what: "a control network on another site's tenant network",
        file: "korea",
        text: "networks: {",
        by: "networks: { control: { physical: ctrl, cidr: 10.1.0.0/25 },",
        says: [
            "sites.korea.networks.control.cidr: 10.1.0.0/25 overlaps sites.gist.tenant.cidr (10.1.0.0/24). Choose a block outside 10.1.0.0/24.",
        ],
    },
    {
        what: "a data network on the site's own management network",
        file: "korea",
        text: "networks: {",
        by: "networks: { data: { physical: data, cidr: 172.16.2.128/25 },",
        says: [
            "sites.korea.networks.data.cidr: 172.16.2.128/25 overlaps sites.korea.networks.management.cidr (172.16.2.0/24). Choose a block outside 172.16.2.0/24.",
        ],
    },
    {
        what: "a tower on a K-Box at another address",
        file: "tower",
        text: "outside:",
        by: "host: gist\n    outside:",
        says: [
            "tower.identity.authUrl: 203.0.113.10 isn't the address of the K-Box that the tower lives on. Allowed with host: gist: 203.0.113.11 (sites.gist.kBox.address). Write that, or host: null.",
        ],
    },
    {
        what: "a tower of its own at a K-Box's address",
        file: "tower",
        text: "203.0.113.10",
        by: "203.0.113.11",
        says: [
            "tower.identity.authUrl: 203.0.113.11 is an address of gist's K-Box, but the tower has a machine of its own. Write that machine's address, or host: gist if the tower lives on that K-Box.",
        ],
    },
    {
        what: "DNS servers of a site, which are the tower's to name",
        file: "gist",
        text: "{ network: net1, cidr: 10.1.0.0/24 }",
        by: "{ network: net1, cidr: 10.1.0.0/24, dns: [203.0.113.53] }",
        says: ["sites.gist.tenant.dns: unknown key. Allowed: network, cidr."],
    },
    {
        what: "a DNS server by name",
        file: "tower",
        text: "outside:",
        by: "dns: [ns1.example.org]\n    outside:",
        says: ['tower.dns[0]: "ns1.example.org" doesn\'t fit. Allowed: an IPv4 address, such as 10.30.0.16.'],
    },
];

describe("a slip in a stack file", () => {
    test.each(slips)("$what", ({ file, text, by, says }) => {
        expect(errorsOf(edited(file, text, by))).toEqual(says);
    });
});
