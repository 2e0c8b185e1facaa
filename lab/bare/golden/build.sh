#!/bin/sh
# Builds the bare root: build.sh BARE_FOLDER ROOT SUITE MIRROR APT_CONFIG
# What Debian's installer leaves of a server: an SSH server and no sudo, git, Python or OpenStack. Like the region's root it
# is built by the first process of namespaces of its own; ../golden/locked.sh starts both.
set -eu
bare=$1 built=$2 suite=$3 mirror=$4 apt_config=$5
root=$built.new

. "$bare/../golden/root.sh"

echo "making a bare Debian root ($suite)"
packages=systemd,systemd-sysv,libpam-systemd,dbus,openssh-server,iproute2,iputils-ping,procps,ca-certificates,netbase
debootstrap --variant=minbase --include=$packages "$suite" "$root" "$mirror" >&2
mount_root

# The lab's own units and what only machines of this lab need, see the files' heads.
cp -r "$bare/root/." "$root/"
# A mirror that this computer takes in spite of its certificate or age must do for its machines.
grep -v Proxy "$apt_config" >"$root/etc/apt/apt.conf.d/90k-one-lab" || true
mkdir -p "$root/usr/local/share/ca-certificates"
cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true

echo "cleaning up"
in_root sh -eu >&2 <<'END'
update-ca-certificates
systemctl enable -q ssh.service k-one-lab-ready.service k-one-lab-ksm.service
systemctl mask -q getty@tty1.service console-getty.service systemd-pstore.service fstrim.timer e2scrub_all.timer \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer
apt-get clean
rm -rf /var/lib/apt/lists/*
rm -f /etc/ssh/ssh_host_* /etc/hostname
find /var/log -type f -delete
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id
END
mv "$root" "$built"
