#!/bin/sh
# supervise.sh FOLDER COMMAND...
# Runs COMMAND, a machine in the foreground, and runs it again as often as the machine reboots (exit code 133).
# Asked to end (TERM), it asks the machine; `k-one lab stop` knows the time limit and ends what doesn't obey.
# In FOLDER it keeps `supervisor` (process id, start time, id of the host's boot) and `state` (word, since, boots, exit code).

# A function, so that the shell has read the whole file before it runs: the file may change under a running lab.
main() {
    folder=$1
    shift
    cd "$folder" || exit 1
    exec 9> supervisor.lock
    flock --nonblock 9 || exit 75
    boots=0 stopping='' child=''
    trap stop TERM INT HUP
    # Whoever sees the supervisor must see it run its machine, for the first time.
    keep state "running $(date +%s) 1"
    keep supervisor "$$ $(cut -d ' ' -f 22 /proc/$$/stat) $(cat /proc/sys/kernel/random/boot_id)"
    run "$@"
    while [ "$code" = 133 ] && [ -z "$stopping" ]; do
        # A machine that reboots at once, again and again, must not eat the processor.
        [ $(($(date +%s) - since)) -ge 3 ] || sleep 1
        run "$@"
    done
    if [ -n "$stopping" ]; then keep state "stopped $(date +%s) $boots $code"
    elif [ "$code" = 0 ]; then keep state "off $(date +%s) $boots 0"
    else keep state "failed $(date +%s) $boots $code"
    fi
}

# A second request would make systemd-nspawn end the machine at once, guests and all.
stop() {
    [ -z "$stopping" ] || return 0
    stopping=yes
    [ -z "$child" ] || kill -TERM "$child"
}

# run COMMAND...: one life of the machine, from boot to its end; sets $code.
run() {
    boots=$((boots + 1)) since=$(date +%s)
    keep state "running $since $boots"
    "$@" 9>&- < /dev/null &
    child=$!
    [ -z "$stopping" ] || kill -TERM "$child"
    # A trap interrupts `wait`: only when the process is gone, its code is the machine's.
    while :; do
        wait "$child"
        code=$?
        kill -0 "$child" 2> /dev/null || break
    done
    child=''
}

# keep FILE LINE: a reader sees the old line or the new one, never half of it.
keep() {
    printf '%s\n' "$2" > "$1.new" && mv "$1.new" "$1"
}

main "$@"
exit
