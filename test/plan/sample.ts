import { formatFinding, parseStackFile, planEnvironment, type StackFile } from "../../plan/environment.ts";
import { isError } from "../../plan/finding.ts";

/** A valid environment of two sites, `gist` and `korea`, as the texts of its stack files by owner. */
export const sample = {
    tower: `config:
  k-one:tower:
    cloud: lab-tower
    region: CentralRegion
    identity: { mode: shared, authUrl: http://203.0.113.10:5000/v3, memberRole: 9fe2ff9ee4384b1894a90878d3e92bab }
    outside: 203.0.113.1
    guest: { image: k-one-guest, flavor: k-one.tiny, user: guest }
    sharedNetworks: { net3: { driver: mesh, cidr: 10.30.0.0/24, vni: 70003, mtu: 1450, encryption: none } }
    acceptPlaintext: { reason: lab with no way out, until: 2099-01-01 }
`,
    gist: `encryptionsalt: v1:salt
config:
  k-one:kBoxKey: { secure: v1:opaque }
  k-one:site:
    institution: Gwangju Institute of Science and Technology
    region: RegionOne
    availabilityZone: az1
    cloud: lab-gist
    kBox:
      address: 203.0.113.11
      hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f root@gist
    external:
      network: ext-net1
      cidr: 192.168.101.0/24
      gateway: 192.168.101.1
      pool: 192.168.101.100-192.168.101.254
    router: R1
    tenant: { network: net1, cidr: 10.1.0.0/24 }
    shared: { net3: { pool: 10.30.0.16-10.30.0.31 } }
    vtep: { address: 203.0.113.11, transport: public, mtu: 1500 }
    baseMac: fa:16:3e:01:00:00
    access: { sshFrom: [203.0.113.1/32] }
    networks: { management: { physical: mgmt, cidr: 172.16.1.0/24 } }
    guest: { tenant: 10.1.0.10, net3: 10.30.0.20 }
`,
    korea: `config:
  k-one:site:
    institution: Korea University
    region: RegionTwo
    availabilityZone: az2
    cloud: lab-korea
    kBox:
      address: 203.0.113.12
      hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB
    external:
      network: ext-net2
      cidr: 192.168.102.0/24
      gateway: 192.168.102.1
      pool: 192.168.102.100-192.168.102.254
    router: R2
    tenant: { network: net2, cidr: 10.2.0.0/24 }
    shared: { net3: { pool: 10.30.0.32-10.30.0.47 } }
    vtep: { address: 203.0.113.12, transport: public, mtu: 1500 }
    baseMac: fa:16:3e:02:00:00
    access: { sshFrom: [203.0.113.1/32] }
    networks: { management: { physical: mgmt, cidr: 172.16.2.0/24 } }
    guest: { tenant: 10.2.0.10, net3: 10.30.0.36 }
`,
};

/** The sample with some files' texts replaced; `null` leaves a file out. */
export function sampleFiles(changes: Readonly<Record<string, string | null>> = {}): StackFile[] {
    return Object.entries({ ...sample, ...changes }).flatMap(([owner, text]) =>
        text === null ? [] : [parseStackFile(`stacks/Pulumi.lab-${owner}.yaml`, text)],
    );
}

/** The sample's file of an owner with a text in it replaced. */
export function edited(owner: keyof typeof sample, text: string, by: string): Readonly<Record<string, string>> {
    if (!sample[owner].includes(text)) throw new Error(`the sample's file of ${owner} doesn't hold ${text}`);
    return { [owner]: sample[owner].replace(text, by) };
}

/** Errors that the planner prints for the sample with some files' texts replaced. */
export function errorsOf(changes: Readonly<Record<string, string | null>>, today = "2026-11-22"): string[] {
    return planEnvironment(sampleFiles(changes), today).findings.filter(isError).map(formatFinding);
}

/** Texts that give each site of the sample a Keystone of its own, at a URL made of its K-Box's address. */
export function ownIdentity(urlAt = (address: string) => `http://${address}:5000/v3`): typeof sample {
    const tower = sample.tower
        .replace("    cloud: lab-tower\n    region: CentralRegion\n", "")
        .replace(/identity: \{.*\}/, "identity: { mode: own }");
    const own = (owner: "gist" | "korea", address: string) =>
        sample[owner].replace(`cloud: lab-${owner}\n`, `$&    identity: { authUrl: ${urlAt(address)} }\n`);
    return { tower, gist: own("gist", "203.0.113.11"), korea: own("korea", "203.0.113.12") };
}
