# Brings a bare machine to where DevStack can start, and back: settings.sh says what the plan wants. Only the shell and
# what every Debian has may be used before the packages are there.

state=/var/lib/k-one/devstack
library=/usr/local/lib/k-one/devstack
home=/opt/stack
sudoers=/etc/sudoers.d/stack
# What stack.sh allows the user stack, which would be any later user of that name.
devstacks_sudoers="/etc/sudoers.d/50_stack_sh /etc/sudoers.d/zz-secure-path /etc/sudoers.d/*-rootwrap"
apt_settings=/etc/apt/apt.conf.d/90k-one-devstack
apt_sources=/etc/apt/k-one-devstack.list
hosts_mark="# added for DevStack by k-one"

fail() {
    echo "DevStack: $1" >&2
    exit 1
}

prepare_host() {
    check_system
    check_room
    remember_found
    say "package sources" && write_sources
    say "packages $PACKAGES" && ensure_packages
    say "locale, host name and user stack" && ensure_locale
    ensure_host_name
    ensure_user
    ensure_sudoers
    install_programs
}

say() { echo "DevStack: preparing $1"; }

# SYSTEMS is one word a system, such as debian:12.
check_system() {
    ID=unknown VERSION_ID=''
    . /etc/os-release
    for system in $SYSTEMS; do if [ "$ID:$VERSION_ID" = "$system" ]; then return 0; fi; done
    fail "this machine runs ${PRETTY_NAME:-$ID}. OpenStack $RELEASE needs one of: $SYSTEM_NAMES. Nothing was changed."
}

# A region takes about 6 GiB. What is stacked has its share already.
check_room() {
    [ ! -e "$state/done.json" ] || return 0
    folder=$home
    [ -d "$folder" ] || folder=/opt
    [ -d "$folder" ] || folder=/
    free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$NEEDED_MIB" ] ||
        fail "$folder has $free MiB free, and DevStack needs $NEEDED_MIB MiB. Make room on this machine. Nothing was changed."
}

# Once, before the first change: what was there belongs to somebody else and stays when all else goes.
remember_found() {
    [ ! -e "$state/found" ] || return 0
    mkdir -p "$state"
    {
        if getent passwd stack >/dev/null; then echo user; fi
        if [ -e "$home" ]; then echo home; fi
        if [ -e "$sudoers" ]; then echo sudoers; fi
        if [ -e /etc/pip.conf ]; then echo pip; fi
        for file in $devstacks_sudoers; do if [ -e "$file" ]; then echo "sudoers ${file##*/}"; fi; done
        if command -v ovs-vsctl >/dev/null; then ovs-vsctl --timeout=10 list-br 2>/dev/null | sed 's/^/bridge /'; fi
    } >"$state/found.new"
    mv "$state/found.new" "$state/found"
}

found() { grep -qx "$1" "$state/found" 2>/dev/null; }

write_sources() {
    umask 022
    {
        if [ -n "$PROXY" ]; then printf 'Acquire::http::Proxy "%s";\nAcquire::https::Proxy "%s";\n' "$PROXY" "$PROXY"; fi
        for host in $NO_PROXY; do printf 'Acquire::http::Proxy::%s "DIRECT";\n' "$host"; done
        if [ -n "$APT_MIRROR" ]; then printf 'Dir::Etc::sourcelist "%s";\nDir::Etc::sourceparts "-";\n' "$apt_sources"; fi
    } >"$apt_settings.new"
    if [ -s "$apt_settings.new" ]; then mv "$apt_settings.new" "$apt_settings"; else rm -f "$apt_settings.new" "$apt_settings"; fi
    if [ -n "$APT_MIRROR" ]; then mirror_list >"$apt_sources"; else rm -f "$apt_sources"; fi
    if ! found pip; then
        if [ -n "$PIP_INDEX" ]; then printf '[global]\nindex-url = %s\n' "$PIP_INDEX" >/etc/pip.conf; else rm -f /etc/pip.conf; fi
    fi
    umask 077
}

mirror_list() {
    . /etc/os-release
    if [ "$ID" = ubuntu ]; then
        for suite in "$VERSION_CODENAME" "$VERSION_CODENAME-updates" "$VERSION_CODENAME-security"; do
            echo "deb $APT_MIRROR $suite main universe"
        done
    else
        echo "deb $APT_MIRROR $VERSION_CODENAME main"
        echo "deb $APT_MIRROR $VERSION_CODENAME-updates main"
    fi
}

ensure_packages() {
    missing=''
    for package in $PACKAGES; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    # Also what an interrupted run has left half-way.
    DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold
    [ -n "$missing" ] || return 0
    if [ "$OFFLINE" = yes ] && [ -e "$state/done.json" ]; then
        fail "the packages$missing are missing, and the site's file says offline. Set offline to false for this run."
    fi
    persist "apt-get can't read its sources" apt-get update -q
    persist "apt-get can't install$missing" apt-get install -q -y --no-install-recommends $missing
}

# persist SENTENCE COMMAND...: tries again, later each time; mirrors are away for minutes now and then.
persist() {
    sentence=$1
    shift
    for pause in $PAUSES end; do
        if DEBIAN_FRONTEND=noninteractive run_apt "$@" >"$work/output" 2>&1; then return 0; fi
        if [ "$pause" = end ]; then break; fi
        echo "DevStack: $sentence; once more in $pause s"
        sleep "$pause"
    done
    tail -n 5 "$work/output" >&2
    fail "$sentence. Check the network, and mirrors and proxy in the site's file."
}

run_apt() {
    program=$1
    shift
    # An error of one source is only a warning for apt-get update, unless it is told otherwise.
    "$program" -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold -o Acquire::Retries=3 \
        -o APT::Update::Error-Mode=any "$@"
}

ensure_locale() {
    if locale -a 2>/dev/null | grep -qx en_US.utf8; then return 0; fi
    sed -i 's/^# *\(en_US.UTF-8 UTF-8\)/\1/' /etc/locale.gen
    grep -q '^en_US.UTF-8 UTF-8' /etc/locale.gen || echo "en_US.UTF-8 UTF-8" >>/etc/locale.gen
    locale-gen >/dev/null
}

# sudo and DevStack look their own host's name up.
ensure_host_name() {
    getent hosts "$(hostname)" >/dev/null || echo "127.0.1.1 $(hostname) $hosts_mark" >>/etc/hosts
}

# The services of DevStack run under other users, too, and read below the home.
ensure_user() {
    getent passwd stack >/dev/null || useradd -s /bin/bash -d "$home" -m stack
    mkdir -p "$home"
    chown stack:stack "$home"
    chmod 755 "$home"
    install -d -o stack -g stack -m 700 "$home/logs"
}

# A file that sudo can't read would shut everybody out: it is checked before it is there.
ensure_sudoers() {
    echo "stack ALL=(ALL) NOPASSWD: ALL" >"$work/sudoers"
    visudo -cqf "$work/sudoers" || fail "visudo refuses $sudoers, so that it was not written."
    install -m 440 "$work/sudoers" "$sudoers.k-one-new"
    mv "$sudoers.k-one-new" "$sudoers"
}

install_programs() {
    install -d -m 755 "${library%/*}" "$library"
    for file in "$work"/*.py "$work"/k-one-devstack*; do
        install -m 644 "$file" "$library/${file##*/}.k-one-new"
        mv "$library/${file##*/}.k-one-new" "$library/${file##*/}"
    done
}

clean_host() {
    # A stack.sh that failed is nobody's resource, and what it left goes, too.
    if [ -e "$state/config.json" ]; then python3 -B "$library/k-one-devstack" unstack remove; fi
    if [ -e "$state/found" ]; then
        say "the way back to what was found here"
        if ! found user && getent passwd stack >/dev/null; then
            pkill -KILL -u stack || true
            for second in 1 2 3 4 5; do if pgrep -u stack >/dev/null; then sleep 1; fi; done
            userdel stack
        fi
        if ! found home; then rm -rf --one-file-system "$home"; fi
        if ! found sudoers; then rm -f "$sudoers"; fi
        if ! found pip; then rm -f /etc/pip.conf; fi
        for file in $devstacks_sudoers; do if ! found "sudoers ${file##*/}"; then rm -f "$file"; fi; done
    fi
    rm -f "$apt_settings" "$apt_sources"
    sed -i "/$hosts_mark\$/d" /etc/hosts
    rm -rf "$state" "$library"
    for folder in "${state%/*}" "${library%/*}"; do
        if [ -d "$folder" ]; then rmdir --ignore-fail-on-non-empty "$folder"; fi
    done
}
