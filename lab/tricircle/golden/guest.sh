#!/bin/sh
# Runs in the golden root: the guest image, the same as a mesh lab's but for its kernel.
set -eu
work=$(mktemp -d)
# Debian 12's kernel has its modules plain; the image's builder takes them packed, as Debian 13 has them.
dpkg-deb -R /var/cache/k-one-lab/linux-image-*.deb "$work/kernel"
find "$work/kernel/lib/modules" -name '*.ko' \( -path '*/net/*' -o -path '*/drivers/block/*' -o -path '*/hw_random/*' \
    -o -path '*/input/*' -o -path '*/acpi/*' \) -exec xz -0 {} +
dpkg-deb -Znone -b "$work/kernel" "$work/kernel.deb" >/dev/null
/mnt/guest/build.sh /mnt/guest "$work/kernel.deb" /usr/share/k-one-lab/guest/disk.img
rm -rf "$work"
