#!/usr/bin/env bash
set -o errexit
cd "$(dirname "$0")"
[ "$(id -un)" = stack ]
[ ! -e .stackenv ]
# As the real one, with bridges in its database.
sudo systemctl stop ovs-vswitchd.service ovsdb-server.service
rm -rf /opt/stack/data .localrc.auto
