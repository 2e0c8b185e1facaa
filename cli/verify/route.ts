/** How a machine sends packets to an address. */
export interface Route {
    /** Next hop, or `null` when the address is on the link. */
    readonly via: string | null;
    readonly device: string;
}

/** Command that prints `route <what ip route get says>`. */
export function routeScript(to: string, from?: string): string {
    const source = from === undefined ? "" : ` from ${from}`;
    return `echo "route $(ip route get ${to}${source} 2>/dev/null | head -n 1)"`;
}

/** Reads the line of {@link routeScript}; `null` when there is no route or no `ip` command. */
export function parseRoute(text: string): Route | null {
    const line = /^route (.*)$/m.exec(text)?.[1] ?? "";
    const device = /\bdev (\S+)/.exec(line)?.[1];
    return device === undefined ? null : { via: /\bvia (\S+)/.exec(line)?.[1] ?? null, device };
}

/** Says a route in words, such as `via 10.30.0.20 dev eth1`. */
export function describeRoute(route: Route | null): string {
    if (route === null) return "";
    return route.via === null ? `dev ${route.device}` : `via ${route.via} dev ${route.device}`;
}
