#!/usr/bin/env bash
# Stands for DevStack's stack.sh: checks what the real one depends on, takes a while, prints its phases and can be told to
# fail at one of them, all by local.conf. What it makes of the machine are two services of the real one's names.

TOP_DIR=$(cd "$(dirname "$0")" && pwd)
source "$TOP_DIR/functions"

export PS4='+ $(short_source):   '
refuse_wrong_surroundings
read_local_conf

mkdir -p "$(dirname "$LOGFILE")"
log=$LOGFILE.$(date +%F-%H%M%S)
exec 3>&1
exec 1> >(stamped >"$log") 2>&1
exec 6> >(stamped >&3)
ln -sf "$log" "$LOGFILE"
echo "stacked $$" >>/opt/stack/data/runs
trap exit_trap EXIT
trap err_trap ERR
set -o errexit -o xtrace

exit_trap() {
    local r=$?
    [ "$r" = 0 ] || echo "Error on exit"
    sleep 0.2
    exit "$r"
}

err_trap() {
    local r=$?
    set +o xtrace
    echo "stack.sh failed: full log in $LOGFILE"
    exit "$r"
}

phase() {
    echo_summary "$1"
    # The real one traces each command, and so shows passwords in its log, also broken into two lines.
    mysql_url="mysql+pymysql://root:$DATABASE_PASSWORD@127.0.0.1/nova"
    : "$mysql_url" "$(printf %s "admin:$ADMIN_PASSWORD" | base64)"
    printf '%s\n%s\n' "broken ${RABBIT_PASSWORD:0:9}" "${RABBIT_PASSWORD:9} in two"
    if [ "${STAND_IN_FAIL:-}" = "$2" ]; then
        fail_here "$2"
    fi
    if [ "${STAND_IN_GATE:-}" = "$2" ]; then wait_for_gate; fi
    sleep 0.1
}

# Stands for an hour of work: the test opens the gate when it has seen what it wants to see meanwhile.
wait_for_gate() {
    set +o xtrace
    until [ -e /opt/stack/data/go ]; do sleep 0.2; done
    set -o xtrace
}

fail_here() {
    # Not by sudo, which would write its words into the journal.
    false --because "$SERVICE_PASSWORD"
}

if [ "$OFFLINE" = True ]; then echo_summary "Offline"; fi
phase "Installing package prerequisites" packages
echo "stack ALL=(root) NOPASSWD:ALL" | sudo tee /etc/sudoers.d/50_stack_sh >/dev/null
sudo mkdir -p /etc/nova
phase "Starting RabbitMQ with $RABBIT_PASSWORD" rabbit
phase "Installing OpenStack project source" source
if [ -n "${STAND_IN_FILL:-}" ]; then dd if=/dev/zero of="$STAND_IN_FILL" bs=1M count=4096; fi
phase "Starting Keystone" keystone
if [ -n "${SERVICE_HOST:-}" ]; then tell_controller; else start_services; fi
touch "$TOP_DIR/.stackenv"
phase "Creating initial networks" networks
set +o xtrace
echo_summary "stack.sh completed in 1 seconds."
