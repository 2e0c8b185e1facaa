"""Runs on a K-Box, with its Neutron's own Python: the region's Neutron leaves Tricircle, and the networks that it had from
Central Neutron become its own, flat ones. Neutron's API can't change a network's type, so its database is told, while the
server is off. Run again, it changes nothing.

    leave_tricircle.py look <given as JSON>     says whether it has left
    leave_tricircle.py leave <given as JSON>
"""

import configparser
import json
import os
import re
import subprocess
import sys

import sqlalchemy as sa

UNIT = "neutron-server.service"
DROP_IN = f"/etc/systemd/system/{UNIT}.d/k-one-migrate.conf"
TEXT = """[Service]
Environment=OS_DEFAULT__CORE_PLUGIN=neutron.plugins.ml2.plugin.Ml2Plugin OS_DEFAULT__SERVICE_PLUGINS=router
"""
DEFAULT_FILES = ["/etc/neutron/neutron.conf", "/etc/neutron/plugins/ml2/ml2_conf.ini"]

# What no network of the site's own has: others' users, Tricircle's stand-ins, and DHCP's port at an address of Central's.
GOING = """SELECT standard_attr_id FROM ports WHERE network_id = :id
AND (device_owner IN ('compute:shadow', 'network:dhcp') OR device_owner LIKE 'network:router_interface%')"""

NETWORK = [
    "UPDATE networksegments SET network_type = 'flat', physical_network = :physical, segmentation_id = NULL"
    " WHERE network_id = :id AND network_type = 'vxlan'",
    "DELETE FROM ml2_vxlan_allocations WHERE vxlan_vni = :vni",
    "UPDATE networks SET project_id = :project WHERE id = :id",
    "UPDATE subnets SET project_id = :project WHERE network_id = :id",
    "DELETE FROM networkrbacs WHERE object_id = :id",
    "UPDATE ipallocationpools SET first_ip = :first, last_ip = :last"
    " WHERE subnet_id IN (SELECT id FROM subnets WHERE network_id = :id)",
]

# What Neutron gives addresses by, which it keeps apart from what its API says: pools, and the addresses that are taken.
ITS_ADDRESSES = """ipam_subnet_id IN (SELECT id FROM ipamsubnets
WHERE neutron_subnet_id IN (SELECT id FROM subnets WHERE network_id = :id))"""
ADDRESSES = [
    f"UPDATE ipamallocationpools SET first_ip = :first, last_ip = :last WHERE {ITS_ADDRESSES}",
    f"DELETE FROM ipamallocations WHERE {ITS_ADDRESSES}"
    " AND ip_address NOT IN (SELECT ip_address FROM ipallocations WHERE network_id = :id)",
]

# Neutron can't change a rule, and the provider takes one with another description for another rule.
RULES = """FROM securitygrouprules WHERE security_group_id = :group AND direction = :direction AND ethertype = :ethertype
AND COALESCE(protocol, '') = :protocol AND COALESCE(remote_ip_prefix, '') = :prefix
AND COALESCE(port_range_min, 0) = :low AND COALESCE(port_range_max, 0) = :high"""
DESCRIBE = f"UPDATE standardattributes SET description = :description WHERE id IN (SELECT standard_attr_id {RULES})"
UNDESCRIBED = f"""SELECT 1 FROM standardattributes WHERE id IN (SELECT standard_attr_id {RULES})
AND COALESCE(description, '') != :description"""


def main():
    command, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    engine = sa.create_engine(connection())
    if command == "leave":
        leave(engine, given)
    print(json.dumps({"left": has_left(engine, given)}))


def leave(engine, given):
    systemctl("stop", UNIT)
    write(DROP_IN, TEXT)
    systemctl("daemon-reload")
    with engine.begin() as database:
        for network in given["networks"]:
            take_over(database, network)
        for rule in given["rules"]:
            database.execute(sa.text(DESCRIBE), rule)
    # It asks the server for its ports anew, and goes on asking until the server is there.
    systemctl("--no-block", "try-restart", "neutron-dhcp-agent.service")
    systemctl("start", UNIT)


def take_over(database, network):
    for statement in NETWORK:
        execute(database, statement, network)
    flat = "SELECT 1 FROM ml2_flat_allocations WHERE physical_network = :physical"
    if not database.execute(sa.text(flat), {"physical": network["physical"]}).fetchall():
        insert = "INSERT INTO ml2_flat_allocations (physical_network) VALUES (:physical)"
        database.execute(sa.text(insert), {"physical": network["physical"]})
    for (attribute,) in database.execute(sa.text(GOING), {"id": network["id"]}).fetchall():
        database.execute(sa.text("DELETE FROM standardattributes WHERE id = :id"), {"id": attribute})
    for statement in ADDRESSES:
        execute(database, statement, network)


def execute(database, statement, network):
    database.execute(sa.text(statement), {key: network[key] for key in re.findall(r":(\w+)", statement)})


def has_left(engine, given):
    """The server comes last, so with it running and told to be without Tricircle all before it is done."""
    active = subprocess.run(["systemctl", "--quiet", "is-active", UNIT], check=False).returncode == 0
    if not active or read(DROP_IN) != TEXT:
        return False
    ids = [network["id"] for network in given["networks"]]
    with engine.connect() as database:
        types = "SELECT network_type FROM networksegments WHERE network_id = :id"
        rows = [row for one in ids for row in database.execute(sa.text(types), {"id": one}).fetchall()]
        bare = [rule for rule in given["rules"] if database.execute(sa.text(UNDESCRIBED), rule).fetchall()]
    return not bare and all(kind == "flat" for (kind,) in rows)


def connection():
    shown = subprocess.run(
        ["systemctl", "show", "--property=ExecStart", "--value", UNIT], capture_output=True, text=True, check=True
    ).stdout
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.read(re.findall(r"--config-file[= ]([^\s;]+)", shown) or DEFAULT_FILES)
    return parser.get("database", "connection")


def systemctl(*words):
    subprocess.run(["systemctl", *words], check=True)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
