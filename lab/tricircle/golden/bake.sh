#!/bin/bash
# Runs in the golden root, where no system runs: makes all databases once, so that a machine's first start needs to make none.
# Passwords, keys and machines' names come at the first start; no secret of any machine is in here.
set -euo pipefail
folder=$(mktemp -d)
log() { echo "$(date +%T) $*"; }
as() { su -s /bin/sh "$1" -c "$2"; }
python() { PYTHONPATH=/usr/lib/k-one-lab python3 -B "$@"; }

# One throw-away machine of each role, for the config files that the makers of the databases read.
password=$(tr -dc a-z0-9 </dev/urandom | head -c 32 || true)
for role in site tower; do
    python /mnt/golden/throw_away_machine.py "$role" "$password" | jq '. + { vtep: .address }' >"$folder/$role.json"
    python -m k_one_tricircle.bake config "$folder/$role.json"
done

rm -rf /var/lib/mysql
install -d -o mysql -g mysql /var/lib/mysql /run/mysqld
mariadb-install-db --user=mysql --skip-test-db --auth-root-authentication-method=socket >/dev/null
mariadbd --user=mysql &
server=$!
until mariadb-admin ping >/dev/null 2>&1; do
    kill -0 "$server"
    sleep 0.2
done
for schema in keystone neutron neutron_central tricircle nova nova_api nova_cell0 placement glance; do
    echo "CREATE DATABASE $schema DEFAULT CHARACTER SET utf8mb3;"
done | mariadb
python -m k_one_tricircle.bake users "$folder/site.json"
python -m k_one_tricircle.bake users "$folder/tower.json"
log "database server runs"

# The cells' URLs are templates that each machine's nova.conf fills in.
# The administrator's password here is thrown away; each tower sets its own.
keystone() {
    as keystone "keystone-manage db_sync && keystone-manage credential_setup && keystone-manage fernet_setup"
    as keystone "keystone-manage bootstrap --bootstrap-password $password"
}
nova() {
    local url='{scheme}://{username}:{password}@{hostname}'
    as nova "nova-manage api_db sync"
    as nova "nova-manage cell_v2 map_cell0 --database_connection '$url/nova_cell0?{query}'"
    as nova "nova-manage db sync"
    as nova "nova-manage cell_v2 create_cell --name cell1 --database_connection '$url/nova?{query}' --transport-url '$url:{port}/'"
}
rest() { as placement "placement-manage db sync" && as glance "glance-manage db_sync"; }
# A region's own Neutron and Central Neutron have the same schema; Tricircle's is beside the latter.
neutron() {
    local here='unix_socket=/run/mysqld/mysqld.sock' bin=/opt/k-one-tricircle/bin
    "$bin/neutron-db-manage" --database-connection "mysql+pymysql://root@localhost/neutron?$here" upgrade heads
    mariadb-dump neutron | mariadb neutron_central
    printf '[DEFAULT]\ntricircle_db_connection = mysql+pymysql://root@localhost/tricircle?%s\n' "$here" >"$folder/tricircle.conf"
    "$bin/tricircle-db-manage" --config-file "$folder/tricircle.conf" db_sync
}

tasks=()
for task in nova neutron rest keystone; do
    (set -e; "$task"; log "$task done") &
    tasks+=("$!")
done
for task in "${tasks[@]}"; do wait "$task"; done

# libvirt asks each emulator what it can do, which takes seconds; the answers are kept.
libvirtd --daemon
virsh -c qemu:///system domcapabilities --machine pc --virttype qemu >/dev/null || true
virsh -c qemu:///system capabilities >/dev/null || true
kill "$(cat /run/libvirtd.pid)"
log "libvirt asked"

mariadb -e "DROP USER nova@127.0.0.1, neutron@127.0.0.1, glance@127.0.0.1, placement@127.0.0.1, keystone@127.0.0.1"
mariadb-admin shutdown
wait "$server" || true
rm -rf "$folder"
du -sh /var/lib/mysql
