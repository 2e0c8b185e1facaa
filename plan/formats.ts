import { z } from "zod";
import { blockAround, formatBlock, parseAddress, parseBlock, parsePool } from "./cidr.ts";
import { mistakeInHostKey } from "./host-key.ts";

/** Ranges no network of ours may touch, each with what it is for. */
const reserved = [
    { block: blockAround(0, 8), use: "no network at all" },
    { block: blockAround(127 * 2 ** 24, 8), use: "loopback" },
    { block: blockAround(169 * 2 ** 24 + 254 * 2 ** 16, 16), use: "link-local addresses and Nova's metadata" },
    { block: blockAround(224 * 2 ** 24, 3), use: "multicast and reserved addresses" },
] as const;

/** Free text in one line: an institution, an image, a flavor. */
export const text = format("^[^\\s](.*[^\\s])?$", "text in one line, without blanks at its ends");

/** Name in OpenStack or in `clouds.yaml`: a region, a network, a router, an entry. */
export const name = format(
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
    "letters, digits, dots, dashes and underscores, beginning with a letter or digit, at most 63",
);

/** Login name on a machine. */
export const user = format("^[a-z_][a-z0-9_-]{0,31}$", "a login name of small letters, digits, dashes and underscores");

/** Shared network's name; with `br-` before it, it is an interface's name, which the kernel cuts at 15. */
export const sharedName = format(
    "^[a-z][a-z0-9]{0,9}$",
    "at most 10 small letters and digits, beginning with a letter",
    reservedName,
);

/** MAC address prefix for Neutron: 4 octets that are its own and 2 it fills in. */
export const baseMac = format(
    "^[0-9a-f]{2}(:[0-9a-f]{2}){3}:00:00$",
    "six pairs of small hex digits with colons, the last two 00:00, such as fa:16:3e:01:00:00",
    unusableMac,
);

/** Day, such as `2027-06-30`; `pulumi config set` writes an unquoted one back as a time. */
export const date = format(
    "^\\d{4}-\\d{2}-\\d{2}( 00:00:00 \\+0000 UTC)?$",
    "a day as year-month-day, such as 2027-06-30",
    (given) => unknownDay(given.slice(0, 10)),
).overwrite((given) => given.slice(0, 10));

/** IPv4 address in four decimal parts. */
export const address = format("^\\d+(\\.\\d+){3}$", "an IPv4 address, such as 10.30.0.16", (given) =>
    parseAddress(given) === null ? `${given} is no IPv4 address. Each of its four numbers is from 0 to 255.` : null,
);

/** Any CIDR block, down to a single address. */
export const cidr = format("^\\d+(\\.\\d+){3}/\\d+$", "an IPv4 block, such as 10.1.0.0/24", mistakeInCidr);

/** Block of a network that guests and routers live on. */
export const networkCidr = format(
    "^\\d+(\\.\\d+){3}/\\d+$",
    "an IPv4 block, such as 10.1.0.0/24",
    (given) => mistakeInCidr(given) ?? mistakeInNetwork(given),
);

/** Range of addresses, such as `10.30.0.16-10.30.0.31`. */
export const pool = format(
    "^\\d+(\\.\\d+){3}\\s*-\\s*\\d+(\\.\\d+){3}$",
    "the first and last address with a dash, such as 10.30.0.16-10.30.0.31",
    mistakeInPool,
);

/** Public host key, such as `ssh-ed25519 AAAA…`. */
export const hostKey = format("^(ssh|ecdsa)-\\S+ \\S+( .*)?$", null, mistakeInHostKey);

/** Keystone's URL. */
export const url = format("^https?://", "a URL, such as http://203.0.113.10:5000/v3", mistakeInUrl);

/** Where software comes from: a git server, a mirror, a proxy. */
export const sourceUrl = format(
    "^(https?|git|file)://\\S*[^\\s/]$",
    "a URL without a slash at its end, such as https://opendev.org",
    mistakeInUrl,
);

/** Commit or tag of a git repository; a branch would be another state tomorrow. */
export const gitRef = format(
    "^([0-9a-f]{40}|refs/tags/[A-Za-z0-9._-]+|[A-Za-z0-9_-]*(\\d+\\.\\d[A-Za-z0-9._-]*|-eol))$",
    "a commit of 40 hex digits or a tag, such as 32.2.1",
);

/** Host or address, as `no_proxy` takes it. */
export const hostName = format("^[A-Za-z0-9.-]{1,253}$", "a host's name or address");

/** Text that matches a pattern (which editors check too) and passes a closer look that patterns can't give. */
function format(pattern: string, allowed: string | null, closerLook: (text: string) => string | null = () => null) {
    const expression = new RegExp(pattern);
    const mistake = (given: string) =>
        allowed !== null && !expression.test(given) ? misfit(given, allowed) : closerLook(given);
    return z
        .string()
        .superRefine((given, context) => {
            const message = mistake(given);
            if (message !== null) context.addIssue({ code: "custom", message });
        })
        .meta({ pattern });
}

/** Tunnels, filters and routes between the sites are IPv4's; so a VTEP of IPv6 is refused here, and said why. */
function misfit(given: string, allowed: string): string {
    const ipv6 = allowed.includes("IPv4") && /^[0-9a-f:]*:[0-9a-f:.]*(\/\d+)?$/i.test(given);
    const why = ipv6 ? "is IPv6, which tunnels, filters and routes can't do yet" : "doesn't fit";
    return `${JSON.stringify(given)} ${why}. Allowed: ${allowed}.`;
}

function mistakeInCidr(given: string): string | null {
    const block = parseBlock(given);
    if (block === null) return `${given} is no IPv4 block. Allowed: four numbers from 0 to 255, "/" and 0 to 32.`;
    if (formatBlock(block) === given) return null;
    return `${given} has host bits set. Write the network's own address: ${formatBlock(block)}.`;
}

function mistakeInNetwork(given: string): string | null {
    const block = parseBlock(given);
    if (block === null) return null;
    if (block.prefix < 8 || block.prefix > 29) return `${given} is no size for a network. Allowed: /8 to /29.`;
    const clash = reserved.find(({ block: other }) => other.first <= block.last && block.first <= other.last);
    if (clash === undefined) return null;
    return `${given} lies in ${formatBlock(clash.block)}, which is for ${clash.use}. Choose a block outside it.`;
}

function mistakeInPool(given: string): string | null {
    const range = parsePool(given);
    if (range === null) return `${given} is no pool. Each number of its two addresses is from 0 to 255.`;
    if (range.first <= range.last) return null;
    return `${given} ends before it begins. Write the lower address first.`;
}

/** `br-int`, `br-ex` and `br-tun` belong to Neutron, and `tenant` is the guest's other address. */
function reservedName(given: string): string | null {
    if (!["int", "ex", "tun", "tenant"].includes(given)) return null;
    return `"${given}" is taken by OpenStack or by this file's own words. Choose another name, such as net3.`;
}

/** Neutron fills in the fourth octet when it is 00, and then two sites' ranges are no longer apart. */
function unusableMac(given: string): string | null {
    if (Number.parseInt(given.slice(0, 2), 16) % 2 === 1) {
        return `${given} is a multicast address. Choose an even first octet, such as fa.`;
    }
    if (given.slice(9, 11) !== "00") return null;
    return `${given} leaves Neutron the fourth octet too. Choose one from 01 to ff for this site, such as fa:16:3e:01:00:00.`;
}

function unknownDay(given: string): string | null {
    const day = new Date(`${given}T00:00:00Z`);
    const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given);
    return exists ? null : `${given} is no day of the calendar. Write it as year-month-day, such as 2027-06-30.`;
}

function mistakeInUrl(given: string): string | null {
    if (!URL.canParse(given)) return `${given} is no URL. Write it like http://203.0.113.10:5000/v3.`;
    const url = new URL(given);
    if (url.username === "" && url.password === "") return null;
    return `a user or password stands in the URL of ${url.host}. Take it out: nothing secret stands in this object.`;
}
