#!/bin/sh
# Builds the golden root: build.sh LAB_FOLDER ROOT SUITE MIRROR APT_CONFIG
# The first process of namespaces of its own (mounts, processes, host name): when it ends, however it ends, nothing it
# mounted or started is left. What it is doing goes to the standard output, all else to the standard error.
set -eu
lab=$1 built=$2 suite=$3 mirror=$4 apt_config=$5
root=$built.new

. "$lab/golden/root.sh"

echo "making a Debian root ($suite)"
debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >&2
prepare_root
mount_root

echo "installing OpenStack's packages"
in_root sh /mnt/golden/install.sh >&2
in_root sh /mnt/golden/fit.sh >&2

echo "making databases and the guest image"
in_root sh -c '/mnt/guest/build.sh /mnt/guest /var/cache/k-one-lab/linux-image-*.deb /usr/share/k-one-lab/guest/disk.img' >&2 &
guest=$!
in_root bash /mnt/golden/bake.sh >&2
wait "$guest"

echo "cleaning up"
in_root sh /mnt/golden/seal.sh >&2
mv "$root" "$built"
