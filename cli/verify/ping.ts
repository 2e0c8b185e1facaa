/** What {@link pingScript} asks for. */
export interface Ping {
    readonly to: string;
    /**
     * Address to send from.
     * @default - what the kernel takes
     */
    readonly from?: string;
    /**
     * Size of the whole IP packet in bytes; it is sent with DF.
     * @default - a small packet, without DF
     */
    readonly size?: number;
}

/** What a ping said. */
export interface Pong {
    readonly answered: boolean;
    /** Fastest answer in milliseconds, or `null` without any. */
    readonly ms: number | null;
    /** What to say when it isn't answered. */
    readonly reason: string;
}

const patience = 3;

/** Command that names the ping to use as `$ping`. Busybox' shell takes its own ping for the word `ping`, even with iputils' on the PATH: so its file is named. */
export const findPing = "for ping in /usr/bin/ping /bin/ping /sbin/ping ping; do [ -x $ping ] && break; done";

/**
 * Command that pings until two answers came or the seconds are over: a lost first packet (an address still to be
 * resolved) is no failure. Only iputils' ping knows `-M`; without a size, busybox' ping does as well.
 */
export function pingScript(ping: Ping, seconds = patience): string {
    return `${findPing}; $ping -c 2 -i 0.2 -w ${seconds} ${options(ping)}${ping.to} 2>&1`;
}

/** Script that prints `largest <bytes>`, the largest packet with DF between 68 and `below` that is answered, or 0. */
export function largestScript(ping: Ping, below: number): string {
    const overhead = headers(ping.to);
    const source = ping.from === undefined ? "" : `-I ${ping.from} `;
    const once = `$ping -c 1 -i 0.2 -w 1 -M do ${source}-s "$1" ${ping.to} >/dev/null 2>&1`;
    return [
        findPing,
        `passes() { ${once}; }`,
        `lo=${68 - overhead} hi=${below - overhead}`,
        `if passes $lo; then`,
        `while [ $((hi - lo)) -gt 1 ]; do mid=$(((lo + hi) / 2)); if passes $mid; then lo=$mid; else hi=$mid; fi; done`,
        `echo "largest $((lo + ${overhead}))"; else echo "largest 0"; fi`,
    ].join("\n");
}

/** Reads what {@link largestScript} printed; `null` when it printed nothing. */
export function parseLargest(text: string): number | null {
    const found = /^largest (\d+)$/m.exec(text)?.[1];
    return found === undefined ? null : Number(found);
}

/** Reads what {@link pingScript}'s command printed: iputils' or busybox' words. */
export function parsePing(text: string): Pong {
    const times = [...text.matchAll(/bytes from .*time[=<]([\d.]+) ms/g)].map(([, ms]) => Number(ms));
    if (times.length > 0) return { answered: true, ms: Math.min(...times), reason: "" };
    return { answered: false, ms: null, reason: refusal(text) };
}

/** Whether the ping there knows `-M do`; when not, nothing can be said about sizes. */
export function lacksDontFragment(text: string): boolean {
    return /(?:invalid|unrecognized|unknown) option.*M|^usage: ping/im.test(text);
}

function refusal(text: string): string {
    if (/ping: (?:command )?not found/.test(text)) return "no ping is installed there";
    if (lacksDontFragment(text)) return "the ping there can't set DF: install iputils' ping";
    const mtu = /mtu ?= ?(\d+)/.exec(text)?.[1];
    if (mtu !== undefined) return `packets over ${mtu} bytes are refused on the way (DF)`;
    if (/network is unreachable/i.test(text)) return "no route to it";
    if (/host unreachable/i.test(text)) return "the next hop doesn't answer ARP";
    const complaint = /^ping: (.*)$/m.exec(text)?.[1];
    if (complaint !== undefined) return `ping says "${complaint.slice(0, 100)}"`;
    return `no answer in ${patience} s`;
}

function options(ping: Ping): string {
    const source = ping.from === undefined ? "" : `-I ${ping.from} `;
    return ping.size === undefined ? source : `${source}-M do -s ${ping.size - headers(ping.to)} `;
}

/** Bytes of IP and ICMP headers. */
function headers(address: string): number {
    return address.includes(":") ? 48 : 28;
}
