# Head of what a K-Box's `sh -s` is fed: makes $work, where the files that follow are put.
# The lock is held to the end: one network's removal mustn't take away the program that another's installation needs.

set -eu
exec 9>/run/lock/k-one-install.lock
if ! flock -w 120 9; then
    echo "k-one-vtep: another installation is running on this K-Box for two minutes now. Run again when it is done." >&2
    exit 1
fi
work=/run/k-one-install
rm -rf "$work"
mkdir -m 700 "$work"
trap 'rm -rf "$work"' EXIT
