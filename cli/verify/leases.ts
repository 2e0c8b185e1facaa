import { parseRoute, type Route, routeScript } from "./route.ts";

/** A host route that a guest has to learn by DHCP. */
export interface WantedRoute {
    /** Address, without a prefix length. */
    readonly destination: string;
    readonly nextHop: string;
}

/** What a guest knows after its leases were renewed. */
export interface Leases {
    /** DHCP clients that were asked to renew, such as `udhcpc`, or nothing. */
    readonly renewed: string;
    /** How it sends to each wanted destination. */
    readonly routes: ReadonlyMap<string, Route | null>;
}

/**
 * Asks whatever DHCP client the guest runs to renew its leases, and keeps them. dhclient knows no signal for it:
 * a second one gets the lease, runs the hooks and is ended without a release.
 */
const renewScript = `
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
links() { ip -o link show up 2>/dev/null | cut -d: -f2 | cut -d@ -f1 | grep -v '\\blo\\b'; }
renew() {
    renewed=
    for file in /run/udhcpc.*.pid /run/udhcpc/*.pid; do
        [ -f "$file" ] && $as_root kill -USR1 "$(cat "$file")" 2>/dev/null && renewed=udhcpc
    done
    [ -n "$renewed" ] && return
    pids=$(pidof udhcpc 2>/dev/null) && $as_root kill -USR1 $pids 2>/dev/null && renewed=udhcpc && return
    for link in $(links); do
        if networkctl status "$link" 2>/dev/null | grep -q 'DHCP4'; then
            $as_root networkctl renew "$link" >/dev/null 2>&1 && renewed=networkd
        elif pidof dhcpcd >/dev/null 2>&1; then
            $as_root dhcpcd -n "$link" >/dev/null 2>&1 && renewed=dhcpcd
        elif pidof dhclient >/dev/null 2>&1; then
            pid=/run/k-one-verify-$link.pid
            $as_root timeout 10 dhclient -1 -pf "$pid" "$link" >/dev/null 2>&1 && renewed=dhclient
            $as_root dhclient -x -pf "$pid" "$link" >/dev/null 2>&1
        elif pidof NetworkManager >/dev/null 2>&1; then
            $as_root nmcli device reapply "$link" >/dev/null 2>&1 && renewed=NetworkManager
        fi
    done
}`;

/** Script that renews a guest's leases and waits, for at most so many seconds, until it has every wanted route. */
export function leasesScript(wanted: readonly WantedRoute[], seconds: number): string {
    const checks = wanted.map(({ destination, nextHop }) => `wanted ${destination} ${nextHop}`);
    const turns = seconds * 4;
    return `${renewScript}
wanted() { ip route get "$1" 2>/dev/null | grep -q " via $2 "; }
learned() { ${["true", ...checks].join(" && ")}; }
renew
turn=0
until learned || [ $turn -ge ${turns} ]; do
    turn=$((turn + 1)); [ $((turn % 16)) -eq 0 ] && renew
    sleep 0.25 2>/dev/null || { sleep 1; turn=$((turn + 3)); }
done
echo "renewed $renewed"
${wanted.map(({ destination }) => `echo "to ${destination}"; ${routeScript(destination)}`).join("\n")}`;
}

/** Reads what {@link leasesScript} printed. */
export function parseLeases(text: string): Leases {
    const routes = [...text.matchAll(/^to (\S+)\n(route .*)$/gm)].map(
        ([, destination = "", line = ""]) => [destination, parseRoute(line)] as const,
    );
    return { renewed: /^renewed (\S+)$/m.exec(text)?.[1] ?? "", routes: new Map(routes) };
}
