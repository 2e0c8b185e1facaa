import fc from "fast-check";
import { blockAround, formatAddress, formatBlock, formatRange } from "../../plan/cidr.ts";
import type { StackFile } from "../../plan/environment.ts";
import { largestMtu } from "../../plan/rules/mtu.ts";

/** What differs between generated sites. */
export interface SiteSeed {
    readonly name: string;
    /** Place in the address plan; no two sites have the same. */
    readonly place: number;
    readonly underlay: number;
    readonly guest: boolean;
    readonly transport: "private" | "public";
}

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const at = (a: number, b: number, c = 0, d = 0) => ((a * 256 + b) * 256 + c) * 256 + d;

/** Addresses that a shared network gives each site. */
export const poolSize = 16;

/** A valid site: every range follows from its place, so that two places never clash. */
export function siteObject({ place, name, underlay, guest, transport }: SiteSeed) {
    const high = place >>> 8;
    const low = place & 255;
    const address = formatAddress(at(198, 18 + high, low, 11));
    const pool = { first: at(10, 128) + (place + 1) * poolSize, last: at(10, 128) + (place + 2) * poolSize - 1 };
    const tenant = at(10, 0) + place * 256;
    const external = at(172, 16) + place * 256;
    return {
        institution: `Institute ${name}`,
        region: `Region${place}`,
        availabilityZone: `az${place}`,
        cloud: `test-${name}`,
        kBox: { address, hostKey: key },
        external: {
            network: "ext-net",
            cidr: formatBlock(blockAround(external, 24)),
            gateway: formatAddress(external + 1),
            pool: formatRange({ first: external + 100, last: external + 254 }),
        },
        router: "R",
        tenant: { network: "net", cidr: formatBlock(blockAround(tenant, 24)) },
        shared: { net3: { pool: formatRange(pool) } },
        vtep: { address, transport, mtu: underlay },
        baseMac: `fa:16:${hex(Math.floor(place / 255))}:${hex((place % 255) + 1)}:00:00`,
        guest: guest ? { tenant: formatAddress(tenant + 10), net3: formatAddress(pool.first + 1) } : null,
    };
}

/** A valid tower for these sites: net3 has the largest MTU that every pair of them carries. */
export function towerObject(sites: readonly SiteSeed[]) {
    const mtu = Math.min(9000, largestMtu(sites.map(({ underlay }) => underlay)));
    return {
        cloud: "test-tower",
        region: "CentralRegion",
        identity: { authUrl: "http://203.0.113.10:5000/v3", memberRole: "9fe2ff9ee4384b1894a90878d3e92bab" },
        outside: "203.0.113.1",
        guest: { image: "k-one-guest", flavor: "k-one.tiny", user: "guest" },
        sharedNetworks: { net3: { cidr: "10.128.0.0/16", vni: 70003, mtu } },
        acceptPlaintext: { reason: "generated", until: "2099-01-01" },
    };
}

/** Stack file as its reader gives it, without a way through YAML. */
export function stackFile(owner: string, object: unknown): StackFile {
    const name = owner === "tower" ? "k-one:tower" : "k-one:site";
    return {
        path: `stacks/Pulumi.test-${owner}.yaml`,
        environment: "test",
        owner,
        content: { config: { [name]: object } },
        mistakes: [],
    };
}

/** Stack files of a valid environment. */
export function stackFiles(seeds: readonly SiteSeed[]): StackFile[] {
    return [stackFile("tower", towerObject(seeds)), ...seeds.map((seed) => stackFile(seed.name, siteObject(seed)))];
}

/** Sites that make a valid environment, in any order; at most 20 of them have guests. */
export function seeds(constraints: { readonly minLength: number; readonly maxLength: number }) {
    return fc.uniqueArray(seed, {
        ...constraints,
        comparator: (a, b) => a.name === b.name || a.place === b.place,
    });
}

const seed: fc.Arbitrary<SiteSeed> = fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/).filter((name) => name !== "wan" && name !== "tower"),
    place: fc.nat(499),
    underlay: fc.integer({ min: 1330, max: 9216 }),
    guest: fc.boolean(),
    transport: fc.constantFrom("private" as const, "public" as const),
});

/** So many sites, the first 20 of them with a guest. */
export function manySeeds(count: number): SiteSeed[] {
    return Array.from({ length: count }, (_, place) => ({
        name: `site${place}`,
        place,
        underlay: 1500 + (place % 7) * 100,
        guest: place < 20,
        transport: "public" as const,
    }));
}

function hex(octet: number): string {
    return octet.toString(16).padStart(2, "0");
}
