#!/usr/bin/env bash
# Stops what its list names, and like the real one leaves a service that it doesn't name.
set -o errexit
cd "$(dirname "$0")"
[ "$(id -un)" = stack ]
echo "unstacked" >>/opt/stack/data/runs
sudo systemctl stop devstack@keystone
rm -f .stackenv
