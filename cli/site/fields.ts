import type { NextSite } from "../../plan/next-site.ts";

/** What is asked about a new site; each has a flag of its own. */
export interface SiteAnswers {
    readonly institution: string;
    readonly kBox: string;
    readonly user: string;
    readonly hostKey: string;
    readonly vtep: string;
    readonly transport: string;
    readonly mtu: string;
    readonly region: string;
    readonly availabilityZone: string;
    readonly cloud: string;
    readonly externalCidr: string;
    readonly router: string;
    readonly tenantCidr: string;
    readonly baseMac: string;
    /** Blocks with commas between them; may be empty. */
    readonly sshFrom: string;
}

/** What is known when a field's usual answer is looked for. */
export interface Known {
    readonly environment: string;
    readonly site: string;
    /** Answers so far. */
    readonly answers: Partial<SiteAnswers>;
    /** What is free, next to the answers so far. */
    next(): NextSite;
}

/** One question. */
export interface SiteField {
    readonly key: keyof SiteAnswers;
    /** As commander takes it: `--k-box <address>`. */
    readonly flags: string;
    readonly what: string;
    /** Answer that is taken when none is given, or `null` when there must be one. */
    usual(known: Known): string | null;
}

const needed = () => null;

/** In the order in which they are asked: the K-Box and its VTEP come first, since what is free must lie clear of them. */
export const siteFields: readonly SiteField[] = [
    { key: "institution", flags: "--institution <text>", what: "institution, in full", usual: needed },
    { key: "kBox", flags: "--k-box <address>", what: "K-Box's address for SSH", usual: needed },
    { key: "user", flags: "--user <name>", what: "login user on the K-Box", usual: () => "root" },
    { key: "hostKey", flags: "--host-key <key>", what: "K-Box's public host key: ssh-ed25519 AAAA…", usual: needed },
    {
        key: "vtep",
        flags: "--vtep <address>",
        what: "underlay address that the site's tunnels start from",
        usual: ({ answers }) => answers.kBox ?? null,
    },
    {
        key: "transport",
        flags: "--transport <kind>",
        what: "whether others can read along between the sites: private or public",
        usual: () => "public",
    },
    { key: "mtu", flags: "--mtu <bytes>", what: "largest IP packet of the underlay, in bytes", usual: () => "1500" },
    { key: "region", flags: "--region <name>", what: "Keystone region", usual: ({ next }) => next().region },
    {
        key: "availabilityZone",
        flags: "--availability-zone <name>",
        what: "Nova's availability zone",
        usual: ({ next }) => next().availabilityZone,
    },
    {
        key: "cloud",
        flags: "--cloud <entry>",
        what: "entry in clouds.yaml",
        usual: ({ environment, site }) => `${environment}-${site}`,
    },
    {
        key: "externalCidr",
        flags: "--external-cidr <block>",
        what: "block of the external network",
        usual: ({ next }) => next().external.cidr,
    },
    { key: "router", flags: "--router <name>", what: "site router's name", usual: ({ next }) => next().router },
    {
        key: "tenantCidr",
        flags: "--tenant-cidr <block>",
        what: "block of the tenant network",
        usual: ({ next }) => next().tenant.cidr,
    },
    {
        key: "baseMac",
        flags: "--base-mac <prefix>",
        what: "prefix of Neutron's MAC addresses",
        usual: ({ next }) => next().baseMac,
    },
    {
        key: "sshFrom",
        flags: "--ssh-from <blocks>",
        what: "blocks that may open SSH to the guest: a,b (none: nobody)",
        usual: () => "",
    },
];
