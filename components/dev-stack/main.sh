# Runs on the machine as root, fed to `sh -s` by Pulumi after `unpack.sh` and the files that this finds in $work:
#   host    unhost stop|remove
# Either can be repeated after an interruption.

. "$work/settings.sh"
. "$work/host.sh"

main() {
    case $1 in
    host) prepare_host ;;
    unhost) if [ "$2" = remove ]; then clean_host; fi ;;
    esac
}

main "$@" </dev/null
