#!/bin/sh
# Runs in the golden root: puts our programs and units in, and leaves no service enabled but those every machine runs.
set -eu
ours=/usr/lib/k-one-lab
mkdir -p "$ours"
# A mesh machine's, then Tricircle's over them: what both have is in one place.
for part in box tricircle/box; do cp -rT "/mnt/$part" "$ours"; done
rm -r "$ours/etc/site/openvswitch" "$ours/etc/site/neutron/plugins" "$ours"/etc/site/neutron/*.ini
find "$ours" -name __pycache__ -prune -exec rm -r {} +
python3 -m compileall -q "$ours/k_one_box" "$ours/k_one_tricircle"

# Every pipeline checks tokens with the gate behind it. Placement has none in a file: its own entry does the same.
install -m 644 /mnt/box/k_one_gate.py /usr/lib/python3/dist-packages/
useradd --system --home-dir /var/lib/neutron --create-home --shell /usr/sbin/nologin neutron
install -d -o neutron -g neutron /etc/neutron /var/log/neutron
cp /opt/k-one-tricircle/etc/neutron/api-paste.ini /etc/neutron/
for pipelines in nova/api-paste.ini neutron/api-paste.ini glance/glance-api-paste.ini; do
    sed -i 's/= keystonemiddleware\.auth_token:filter_factory/= k_one_gate:filter_factory/' "/etc/$pipelines"
    grep -q k_one_gate "/etc/$pipelines"
    [ "$(grep -c keystonemiddleware "/etc/$pipelines")" = 0 ]
done
# Central Neutron must know which region's Neutron asks it.
sed -e '/^keystone.*neutronapiapp/s/neutronapiapp/request_source &/' -e '$a [filter:request_source]\npaste.filter_factory = tricircle.common.request_source:RequestSource.factory' \
    /etc/neutron/api-paste.ini >/etc/neutron/api-paste-central.ini
grep -q "request_source neutronapiapp" /etc/neutron/api-paste-central.ini

# Login user of the K-Cluster's boxes.
useradd --system --no-create-home --home-dir / --shell /bin/sh k-one
install -D "$ours/systemd/generator" /etc/systemd/system-generators/k-one-lab
install -D -m 644 -t /etc/systemd/system.conf.d "$ours"/systemd/system.conf.d/*
# First all of Debian's choices go, then ours come: what runs on a machine follows from its role alone.
systemctl list-unit-files --no-legend --state=enabled | awk '{ print $1 }' |
    grep -v -E '^(ssh|dbus|systemd-|getty|remote-fs|machines)' | xargs -r systemctl disable -q
# sysv scripts of daemons that have no unit file of their own would start as well.
find /etc/rc[0-6S].d -name '[SK]*' -delete
cp -r "$ours/systemd/system/." /etc/systemd/system/
rm -f /etc/systemd/system/neutron-api.service /etc/systemd/system/neutron-ovn-* /etc/systemd/system/k-one-lab-taps.service
systemctl enable -q ssh.service

# Debian lists each default in them, as comments, and the services read all of it again at every request.
rm -f /etc/*/policy.d/00_default_policy.yaml
systemctl set-default -q multi-user.target
systemctl mask -q getty@tty1.service console-getty.service systemd-pstore.service fstrim.timer e2scrub_all.timer \
    logrotate.timer dpkg-db-backup.timer apt-daily.timer apt-daily-upgrade.timer man-db.timer \
    libvirtd-admin.socket libvirtd-ro.socket iscsid.socket systemd-networkd.service
