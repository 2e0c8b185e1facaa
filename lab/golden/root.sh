# Sourced by build.sh: how to run something inside $root.

# What packages' scripts expect before the first of them is installed.
prepare_root() {
    # Services must not start in a root that no system runs in.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    # nova-common's script looks its own host's name up.
    echo golden >"$root/etc/hostname"
    echo "127.0.0.1 localhost golden" >"$root/etc/hosts"
    hostname golden
    cat >"$root/etc/dpkg/dpkg.cfg.d/k-one-lab" <<EOF
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/locale/*
force-unsafe-io
force-confold
EOF
    cp "$apt_config" "$root/etc/apt/apt.conf.d/k-one-lab"
    # A copy, so that an edit during the build can't give the root what its name's hash doesn't cover.
    cp -r "$lab/golden" "$lab/box" "$lab/guest" "$root/mnt/"
}

# The host's network and devices, for as long as this mount namespace lives.
mount_root() {
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/run"
    mount -t tmpfs tmpfs "$root/tmp"
    if [ -e /etc/resolv.conf ]; then
        rm -f "$root/etc/resolv.conf"
        touch "$root/etc/resolv.conf"
        mount --bind "$(realpath /etc/resolv.conf)" "$root/etc/resolv.conf"
    fi
}

in_root() {
    chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive TERM=dumb "$@"
}
