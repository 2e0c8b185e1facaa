# Head of what a machine's `sh -s` is fed: makes $work, where the files that follow are put. Secrets among them are gone
# with it, also when the connection breaks.

set -eu
umask 077
work=$(mktemp -d /run/k-one-devstack.XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP INT TERM PIPE
