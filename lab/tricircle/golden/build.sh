#!/bin/sh
# Builds the golden root of a Tricircle lab: build.sh TRICIRCLE_FOLDER ROOT SUITE MIRROR APT_CONFIG
# Like the region's root it is built by the first process of namespaces of its own; ../../golden/locked.sh starts both.
set -eu
lab=$1/.. built=$2 suite=$3 mirror=$4 apt_config=$5
root=$built.new

. "$lab/golden/root.sh"

# pip goes to its index as the host does: with its settings, and trusting whom it trusts.
pip_in_root() {
    cache=$(dirname "$built")/pip-cache
    mkdir -p "$cache" "$root/var/cache/pip"
    mount --bind "$cache" "$root/var/cache/pip"
    bundle=/etc/ssl/certs/ca-certificates.crt
    if [ -e "$bundle" ]; then mount --bind "$bundle" "$root$bundle"; fi
    for name in PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT http_proxy https_proxy no_proxy; do
        eval "value=\${$name-}"
        if [ -n "$value" ]; then set -- "$name=$value" "$@"; fi
    done
    in_root env PIP_CACHE_DIR=/var/cache/pip "$@"
    umount "$root/var/cache/pip"
    rmdir "$root/var/cache/pip"
}

echo "making a Debian root ($suite)"
debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >&2
prepare_root
cp -r "$lab/tricircle" "$root/mnt/"
cp "$lab/tricircle/golden/packages.txt" "$root/mnt/golden/"
mount_root

echo "installing OpenStack's packages"
in_root sh /mnt/golden/install.sh >&2

echo "installing Neutron and Tricircle from PyPI"
pip_in_root sh /mnt/tricircle/golden/venv.sh >&2
in_root sh /mnt/tricircle/golden/fit.sh >&2

echo "making databases and the guest image"
in_root sh /mnt/tricircle/golden/guest.sh >&2 &
guest=$!
in_root bash /mnt/tricircle/golden/bake.sh >&2
wait "$guest"

echo "cleaning up"
in_root sh /mnt/golden/seal.sh >&2
mv "$root" "$built"
