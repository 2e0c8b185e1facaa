#!/usr/bin/env bash
set -o errexit
cd "$(dirname "$0")"
[ "$(id -un)" = stack ]
[ ! -e .stackenv ]
rm -rf /opt/stack/data .localrc.auto
