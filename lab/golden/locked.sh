#!/bin/sh
# Runs under the lock: locked.sh LAB_FOLDER ROOT SUITE MIRROR APT_CONFIG
# Builds beside ROOT and renames at the end, so that a ROOT that is there is a whole one.
set -eu
lab=$1 root=$2
if [ -e "$root" ]; then
    echo "built by another run meanwhile"
    exit 0
fi
# What an interrupted build left: files only, since its mounts went with its namespace.
rm -rf --one-file-system "$(dirname "$root")"/golden-*.new
exec unshare --mount --propagation private --uts --ipc --pid --fork --kill-child "$lab/golden/build.sh" "$@"
