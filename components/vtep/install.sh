# Runs on the K-Box as root, fed to `sh -s` by Pulumi after `unpack.sh` and the files that this puts in $work:
#   install <network> <config as JSON> [<device that gives way>]    uninstall <network>
# Either can be repeated after an interruption.

library=/usr/local/lib/k-one
configs=/etc/k-one
unit=/etc/systemd/system/k-one-vtep@.service
zones=k-one-vtep-zones.service

fail() {
    echo "k-one-vtep: $1" >&2
    exit 1
}

# Beside, then renamed: no reader ever meets half a file.
place() {
    install -m "$1" "$2" "$3.k-one-new"
    mv -f "$3.k-one-new" "$3"
}

install_network() {
    printf '%s\n' "$2" >"$work/$1.json"
    # Before anything is installed: what can't work leaves nothing behind.
    python3 -B "$work/k-one-vtep" reconcile "$1" --config "$work/$1.json" ${3:+--instead-of "$3"}
    mkdir -p "$library" "$configs"
    for module in "$work"/*.py; do place 644 "$module" "$library/${module##*/}"; done
    place 755 "$work/k-one-vtep" "$library/k-one-vtep"
    place 755 "$work/k-one-vtep-zones" "$library/k-one-vtep-zones"
    place 644 "$work/k-one-vtep@.service" "$unit"
    place 644 "$work/$zones" "${unit%/*}/$zones"
    place 644 "$work/$1.json" "$configs/$1.json"
    systemctl daemon-reload
    systemctl --quiet enable "k-one-vtep@$1.service"
    systemctl start "k-one-vtep@$1.service"
    systemctl --quiet enable "$zones"
    systemctl restart "$zones"
}

uninstall_network() {
    if [ -e "$unit" ]; then systemctl --quiet disable --now "k-one-vtep@$1.service"; fi
    python3 -B "$work/k-one-vtep" delete "$1"
    rm -f "$configs/$1.json"
    if ! ls "$configs"/*.json >/dev/null 2>&1; then
        if [ -e "${unit%/*}/$zones" ]; then systemctl --quiet disable --now "$zones"; fi
        rm -f "$library"/vtep_*.py "$library"/k-one-vtep "$library"/k-one-vtep-zones "$library"/*.k-one-new
        rm -f "$configs"/*.k-one-new "$unit"* "${unit%/*}/$zones"*
        for folder in "$library" "$configs"; do
            if [ -d "$folder" ]; then rmdir --ignore-fail-on-non-empty "$folder"; fi
        done
        systemctl daemon-reload
    fi
}

main() {
    command -v python3 >/dev/null || fail "python3 is missing on this K-Box. Install: python3."
    command -v systemctl >/dev/null || fail "this K-Box has no systemd, which must start its end of $2 at boot."
    case $1 in
    install) install_network "$2" "$3" "${4-}" ;;
    uninstall) uninstall_network "$2" ;;
    esac
}

main "$@" </dev/null
