#!/bin/sh
# boot-machine.sh NAME WAN PORTS CGROUP LOWER NSPAWN-ARGUMENT...   (run in the machine's folder)
# Becomes the machine, with cards whose other ends are PORTS, one word each: port@bridge, such as gist@wan. Its mounts live in
# a mount namespace of their own and its interfaces in a network namespace of its own: they are gone with it, and the
# host never sees them.
set -eu

main() {
    name=$1 wan=/run/netns/$2 ports=$3 cgroup=$4 lower=$5
    shift 5
    # Control groups and port of the machine's last life are of no use any more, but may be there.
    if [ -d "$cgroup" ]; then find "$cgroup" -mindepth 1 -depth -type d -exec rmdir {} + ; fi
    for port in $ports; do nsenter --net="$wan" ip link delete "${port%@*}" 2> /dev/null || true; done
    mkdir -p "$cgroup"
    echo $$ > "$cgroup/cgroup.procs"
    for port in $ports; do nsenter --net="$wan" sh -c "$plug" plug "$port" $$ & done
    # All names inside are relative: the project's folder may hold characters that mount takes as its own.
    exec nsenter --net="$wan" unshare --mount --propagation private sh -euc '
        lower=$1
        shift
        mount -t cgroup2 none /sys/fs/cgroup
        mount -t tmpfs -o mode=0755 none /run/systemd
        mount -t overlay k-one -o "lowerdir=$lower,upperdir=upper,workdir=work" root
        exec setpriv --pdeathsig TERM systemd-nspawn --directory=root "$@"
    ' boot-machine "$lower" "$@"
}

# systemd-nspawn makes the port but plugs it into nothing.
plug='
    until ip link set "${1%@*}" master "${1#*@}" up 2> /dev/null; do
        kill -0 "$2" 2> /dev/null || exit 0
        sleep 0.05
    done
'

main "$@"
