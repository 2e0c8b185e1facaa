#!/bin/sh
# boot-machine.sh NAME WAN PORT MAC ADDRESS GATEWAY CGROUP LOWER NSPAWN-ARGUMENT...   (run in the machine's folder)
# Plugs a fresh network namespace into the WAN and becomes the machine. Its mounts live in a mount namespace of
# their own: they are gone with it, and the host never sees them.
set -eu

main() {
    name=$1 wan=$2 port=$3 mac=$4 address=$5 gateway=$6 cgroup=$7 lower=$8
    shift 8
    plug
    # Control groups of the machine's last life are empty, but there.
    if [ -d "$cgroup" ]; then find "$cgroup" -mindepth 1 -depth -type d -exec rmdir {} + ; fi
    mkdir -p "$cgroup"
    echo $$ > "$cgroup/cgroup.procs"
    # All names inside are relative: the project's folder may hold characters that mount takes as its own.
    exec unshare --mount --propagation private sh -euc '
        lower=$1
        shift
        mount -t cgroup2 none /sys/fs/cgroup
        mount -t tmpfs -o mode=0755 none /run/systemd
        mount -t overlay k-one -o "lowerdir=$lower,upperdir=upper,workdir=work" root
        exec setpriv --pdeathsig TERM systemd-nspawn --directory=root "$@"
    ' boot-machine "$lower" "$@"
}

# A reboot clears a real machine's interfaces, addresses and rules, so each life gets a new namespace.
plug() {
    file=/run/netns/$name
    mkdir -p /run/netns
    umount -l "$file" 2> /dev/null || true
    rm -f "$file"
    : > "$file"
    unshare --net="$file" ip link set lo up
    ip -n "$wan" link delete "$port" 2> /dev/null || true
    ip -n "$wan" link add "$port" type veth peer name wan0 netns "$name"
    ip -n "$wan" link set "$port" master wan up
    ip -n "$name" link set wan0 address "$mac" up
    ip -n "$name" address add "$address" dev wan0
    ip -n "$name" route add default via "$gateway"
}

main "$@"
