#!/bin/busybox sh
# What udhcpc calls. A renewal that brings nothing new changes nothing; routes that a lease no longer has go.
# ROOT is where a test keeps its files; a guest has none.
state=$ROOT/run/dhcp/$interface
metric=$((${interface#eth} + 10))

# Routes this lease asks for, one "destination gateway" a line.
wanted_routes() {
    if [ -n "$staticroutes" ]; then
        set -- $staticroutes
        while [ $# -ge 2 ]; do
            echo "$1 $2"
            shift 2
        done
    elif [ -n "$router" ]; then
        echo "0.0.0.0/0 ${router%% *}"
    fi | sort
}

# route ACTION "DESTINATION GATEWAY": a gateway of 0.0.0.0 means on this link.
route() {
    set -- "$1" $2
    via="via $3"
    [ "$3" = 0.0.0.0 ] && via=
    ip route "$1" "$2" $via dev "$interface" metric "$metric"
}

# lacking A B: A's lines that B hasn't. (Busybox's grep -f takes an empty file for a pattern that fits every line.)
lacking() {
    while read -r line; do grep -qxF "$line" "$2" || echo "$line"; done <"$1"
}

# Only what is new: the console's log is short, and has the host key in it.
tell() {
    echo "lease of $interface: $ip/$mask mtu ${mtu:-unchanged} routes ${staticroutes:-${router:-none}}" >"$ROOT/dev/console"
}

apply() {
    address=$ip/$mask
    [ -n "$mtu" ] && [ "$(cat "$ROOT/sys/class/net/$interface/mtu")" != "$mtu" ] && ip link set "$interface" mtu "$mtu"
    if [ "$(cat "$state.address" 2>/dev/null)" != "$address" ]; then
        ip -4 addr flush dev "$interface"
        ip addr add "$address" dev "$interface"
        : >"$state.routes"
        echo "$address" >"$state.address"
    fi
    wanted_routes >"$state.wanted"
    cmp -s "$state.wanted" "$state.routes" || tell
    lacking "$state.wanted" "$state.routes" | while read -r line; do route replace "$line"; done
    lacking "$state.routes" "$state.wanted" | while read -r line; do route del "$line"; done
    mv "$state.wanted" "$state.routes"
    for server in $dns; do echo "nameserver $server"; done >"$state.dns"
    cat "$ROOT"/run/dhcp/*.dns >"$ROOT/etc/resolv.conf"
}

case $1 in
bound | renew)
    apply
    ;;
deconfig)
    ip -4 addr flush dev "$interface"
    rm -f "$state".*
    ;;
esac
