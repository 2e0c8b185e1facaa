#!/bin/sh
# Runs in the golden root, last: takes out what must differ between machines, and what only the build needed.
set -eu
rm -rf /mnt/* /var/lib/apt/lists/* /var/cache/k-one-lab /var/cache/apt/*.bin
rm -f /usr/sbin/policy-rc.d /etc/apt/apt.conf.d/k-one-lab /etc/hostname
rm -rf /etc/keystone/fernet-keys /etc/keystone/credential-keys
rm -f /etc/ssh/ssh_host_* /etc/openvswitch/conf.db /etc/openvswitch/.conf* /etc/openvswitch/system-id.conf
rm -rf /var/lib/openvswitch/* /var/lib/ovn/* /var/lib/rabbitmq/.erlang.cookie
find /var/log -type f -delete
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id
# The bake's config files hold passwords of no machine, but a machine must never come up with them.
for file in $(cd /usr/lib/k-one-lab/etc && find all site tower -type f | cut -d / -f 2-); do
    rm -f "/etc/$file"
done
