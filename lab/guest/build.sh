#!/bin/sh
# Runs in the golden root: makes the guests' disk image from packages of the registry and the files in root/.
# build.sh FOLDER_OF_THIS_SCRIPT KERNEL_PACKAGE IMAGE
set -eu
sources=$1 package=$2 image=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Kept at the disk's end and outside of the file system, where a guest stores its host key.
tail_mib=1
modules="failover net_failover virtio_net virtio_blk virtio-rng evdev button"
programs="/usr/sbin/dropbear /usr/bin/dropbearkey /usr/bin/ping"

copy_with_libraries() {
    for file in "$1" $(ldd "$1" | grep -o '/[^ ]*'); do
        install -D "$(realpath "$file")" "$tree$file"
    done
}

kernel=$work/kernel tree=$work/tree
dpkg-deb -x "$package" "$kernel"
mkdir -p "$tree/bin" "$tree/lib/modules" "$tree/proc" "$tree/sys" "$tree/dev" "$tree/run" "$tree/tmp" "$tree/root"
cp -r "$sources/root/." "$tree/"
install /usr/bin/busybox "$tree/bin/busybox"
ln -s bin/busybox "$tree/init"
for program in $programs; do
    copy_with_libraries "$program"
done
# Busybox's own shell runs its own ping, whatever the PATH says; and that one can't forbid fragments.
copy_with_libraries /bin/dash
ln -s dash "$tree/bin/sh"
for module in $modules; do
    xz -dc "$(find "$kernel" -name "$module.ko.xz")" >"$tree/lib/modules/$module.ko"
done
(cd "$tree" && find . | cpio --quiet -o -H newc | gzip -9) >"$work/initrd.gz"
cp "$kernel"/boot/vmlinuz-* "$work/vmlinuz"

used_kib=$(du -ck "$work/vmlinuz" "$work/initrd.gz" | tail -n 1 | cut -f 1)
size_mib=$((used_kib / 1024 + 2))
truncate -s "$((size_mib + tail_mib))M" "$work/disk.img"
mformat -i "$work/disk.img" -T "$((size_mib * 2048))" -h 16 -s 63 -c 8 ::
cat >"$work/syslinux.cfg" <<EOF
DEFAULT guest
PROMPT 0
TIMEOUT 0
LABEL guest
    LINUX vmlinuz
    INITRD initrd.gz
    APPEND console=ttyS0 quiet loglevel=4 panic=5 mitigations=off
EOF
mcopy -i "$work/disk.img" "$work/vmlinuz" "$work/initrd.gz" "$work/syslinux.cfg" ::
syslinux --install "$work/disk.img"
install -D -m 644 "$work/disk.img" "$image"
ls -l "$work" "$image"
