# Runs on a K-Box as root, fed to `sh -s` after the files that it needs are in $work: look | leave.

unit=neutron-server.service

fail() {
    echo "$1" >&2
    exit 1
}

main() {
    server=$(systemctl show --property=ExecStart --value "$unit" | sed -n 's/^{ path=\([^ ;]*\).*/\1/p')
    [ -n "$server" ] || fail "this K-Box has no unit $unit, which its Neutron must run as"
    python=$(sed -n '1s/^#! *\([^ ]*\).*/\1/p' "$server")
    [ -x "$python" ] || fail "$server on this K-Box names no Python that runs it"
    "$python" -B "$work/leave_tricircle.py" "$1" "$work/given.json"
}

main "$@" </dev/null
