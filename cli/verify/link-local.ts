import ipaddr from "ipaddr.js";

/**
 * Link-local IPv6 address that a device makes of its MAC (RFC 4291, appendix A), in the usual short form; `null` for a
 * loopback's zeros and for what is no MAC.
 */
export function linkLocal(mac: string): string | null {
    if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac) || mac === "00:00:00:00:00:00") return null;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(":").map((part) => Number.parseInt(part, 16));
    const words = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
    return ipaddr.parse(`fe80::${words.map((word) => word.toString(16)).join(":")}`).toString();
}
