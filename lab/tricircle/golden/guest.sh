#!/bin/sh
# Runs in the golden root: the guest image, the same as a mesh lab's but for its kernel.
set -eu
work=$(mktemp -d)
# Debian 12's kernel has its modules plain; the image's builder takes them packed, as Debian 13 has them.
dpkg-deb -R /var/cache/k-one-lab/linux-image-*.deb "$work/kernel"
find "$work/kernel/lib/modules" -name '*.ko' \( -path '*/net/*' -o -path '*/drivers/block/*' -o -path '*/drivers/virtio/*' \
    -o -path '*/hw_random/*' -o -path '*/input/*' -o -path '*/acpi/*' \) -exec xz -0 {} +
dpkg-deb -Znone -b "$work/kernel" "$work/kernel.deb" >/dev/null
# And it has virtio itself in modules, which must be there before all others.
virtio="virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci"
cp -r /mnt/guest "$work/guest"
sed -i "s/^modules=\"/&$virtio /" "$work/guest/build.sh"
sed -i "s/^load failover/for module in $virtio; do load \$module; done\n&/" "$work/guest/root/etc/init.d/rcS"
# Busybox of Debian 12 crashes when its wget has a time limit of its own.
sed -i "s/wget -T 3/timeout 3 wget/" "$work/guest/root/sbin/metadata"
"$work/guest/build.sh" "$work/guest" "$work/kernel.deb" /usr/share/k-one-lab/guest/disk.img
rm -rf "$work"
