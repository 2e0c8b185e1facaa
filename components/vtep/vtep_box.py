"""The K-Box itself: looks at what is there and carries out the steps of a plan."""

import json
import os
import shutil
import subprocess
import time

from vtep_agent import DROP_IN, NO_AGENT, UNIT, config_files, own_mappings
from vtep_filter import table_name
from vtep_model import Box
from vtep_plan import unmanaged_paths

TOOLS = {
    "ip": "iproute2",
    "bridge": "iproute2",
    "nft": "nftables",
    "ethtool": "ethtool",
}
SWITCH_TOOLS = {"openvswitch": {"ovs-vsctl": "openvswitch-switch"}, "linuxbridge": {}}
NO_OVS = {"ids": {}, "bridges": {}, "ports": {}}
RELOADS = {
    "/systemd/network/": ("systemd-networkd", ["networkctl", "reload"]),
    "/NetworkManager/": ("NetworkManager", ["nmcli", "general", "reload", "conf"]),
}
OFFLOADS = ("tx-checksumming", "generic-receive-offload")


class BoxError(Exception):
    """Something on the K-Box is missing or failed; the message says what and how to mend it."""


class Conflict(Exception):
    """Somebody else changed the same record; look again."""


def require_tools(switch):
    """Names all missing programs at once."""
    tools = TOOLS | SWITCH_TOOLS[switch]
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        packages = " ".join(sorted({tools[tool] for tool in missing}))
        raise BoxError(f"{', '.join(missing)} missing on this K-Box. Install: {packages}.")


def observe(network, device):
    """Reads everything a plan looks at."""
    links = {link["ifname"]: link for link in _json(["ip", "-j", "-d", "address", "show"])}
    present = device in links
    return Box(
        links=links,
        fdb=_entries(device) if present else (),
        offloads=_offloads(device) if present else (),
        ipv6=tuple(name for name in links if _read(_ipv6_switch(name)) == "0\n"),
        nft={family: _table(family, table_name(network)) for family in ("inet", "arp")},
        ovs=_ovs(),
        agent=_agent(),
        files={path: _read(path) for path in unmanaged_paths(network) if os.path.isdir(os.path.dirname(path))},
    )


def wait_for_ovs(seconds):
    """At boot the K-Box's Open vSwitch may come later than we do. Where none is installed there is none to wait for."""
    deadline = time.monotonic() + seconds
    while shutil.which("ovsdb-client"):
        try:
            return _transact([])
        except BoxError as error:
            if time.monotonic() > deadline:
                raise BoxError(
                    f"Open vSwitch doesn't answer: {error}. Start openvswitch-switch, then run again."
                ) from None
            time.sleep(0.5)


def apply(step):
    """Carries out one step of a change."""
    kind, *arguments = step
    STEPS[kind](*arguments)


def _run(argv):
    _output(argv)


def _try(argv):
    subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _nft(document):
    _output(["nft", "-j", "-f", "-"], json.dumps(document))


def _write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    _reload_daemons(path)


def _delete(path):
    if os.path.exists(path):
        os.unlink(path)
    _reload_daemons(path)


def _reload_daemons(path):
    for part, (daemon, reload) in RELOADS.items():
        active = ["systemctl", "--quiet", "is-active", daemon]
        if part in path and subprocess.run(active, stdin=subprocess.DEVNULL, check=False).returncode == 0:
            _run(reload)


def _ipv6_off(name):
    switch = _ipv6_switch(name)
    if os.path.exists(switch):
        with open(switch, "w", encoding="utf-8") as file:
            file.write("1")


def _external_ids(old, new):
    """Writes only if nobody changed the record since it was read: other programs keep their entries there."""
    record = {"table": "Open_vSwitch", "where": []}
    unchanged = {"columns": ["external_ids"], "rows": [{"external_ids": _pairs(old)}], "until": "==", "timeout": 0}
    wait = {"op": "wait", **record, **unchanged}
    update = {"op": "update", **record, "row": {"external_ids": _pairs(new)}}
    if any(result and "error" in result for result in _transact([wait, update])):
        raise Conflict("the record Open_vSwitch changed meanwhile")


def _entries(device):
    """The device's own: those with a master are its bridge's, about the same port."""
    return tuple(entry for entry in _json(["bridge", "-j", "fdb", "show", "dev", device]) if "master" not in entry)


def _offloads(device):
    lines = _output(["ethtool", "-k", device]).splitlines()
    return tuple(name for name in OFFLOADS if any(line.startswith(f"{name}: on") for line in lines))


def _table(family, name):
    if not shutil.which("nft"):
        return []
    tables = _json(["nft", "-j", "list", "tables", family])["nftables"]
    if not any(item.get("table", {}).get("name") == name for item in tables):
        return []
    return _json(["nft", "-j", "list", "table", family, name])["nftables"]


def _ovs():
    if not shutil.which("ovsdb-client"):
        return NO_OVS
    columns = {
        "Open_vSwitch": ["external_ids"],
        "Bridge": ["name", "datapath_type", "external_ids", "ports"],
        "Port": ["_uuid", "name", "external_ids", "interfaces"],
        "Interface": ["_uuid", "type", "error"],
    }
    selects = [{"op": "select", "table": table, "where": [], "columns": columns[table]} for table in columns]
    root, bridges, ports, interfaces = [result["rows"] for result in _transact(selects)]
    interface = {row["_uuid"][1]: row for row in interfaces}
    holder = {uuid: row["name"] for row in bridges for uuid in _set(row["ports"])}
    return {
        "ids": _map(root[0]["external_ids"]),
        "bridges": {
            row["name"]: {"datapath": row["datapath_type"], "ids": _map(row["external_ids"])} for row in bridges
        },
        "ports": {row["name"]: _port(row, holder, interface) for row in ports},
    }


def _agent():
    """Neutron's Linux bridge agent, with the mappings that its own files give it."""
    if not shutil.which("systemctl"):
        return NO_AGENT
    shown = subprocess.run(
        ["systemctl", "show", "--property=LoadState,ExecStart,MainPID", UNIT],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    if "LoadState=loaded" not in shown:
        return NO_AGENT
    pid = next((line[8:] for line in shown.splitlines() if line.startswith("MainPID=")), "0")
    command = f"{shown} {(_read(f'/proc/{pid}/cmdline') or '').replace(chr(0), ' ')}"
    texts = [text for text in map(_read, config_files(command)) if text is not None]
    return {"present": True, "mappings": own_mappings(texts), "drop_in": _read(DROP_IN)}


def _port(row, holder, interface):
    first = interface.get(_set(row["interfaces"])[0], {"type": "", "error": ["set", []]})
    error = first["error"] if isinstance(first["error"], str) else ""
    return {
        "bridge": holder.get(row["_uuid"][1]),
        "ids": _map(row["external_ids"]),
        "type": first["type"],
        "error": error,
    }


def _map(value):
    return dict(value[1])


def _pairs(ids):
    return ["map", sorted(ids.items())]


def _set(value):
    return [uuid for _, uuid in value[1]] if value[0] == "set" else [value[1]]


def _transact(operations):
    return _json(["ovsdb-client", "--timeout=10", "transact", json.dumps(["Open_vSwitch", *operations])])


def _ipv6_switch(name):
    return f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6"


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _json(argv):
    return json.loads(_output(argv) or "[]")


def _output(argv, text=None):
    given = {"input": text} if text is not None else {"stdin": subprocess.DEVNULL}
    result = subprocess.run(argv, capture_output=True, text=True, check=False, **given)
    if result.returncode != 0:
        raise BoxError(f"{' '.join(argv)}: {(result.stderr or result.stdout).strip()}")
    return result.stdout


STEPS = {
    "run": _run,
    "try": _try,
    "nft": _nft,
    "write": _write,
    "delete": _delete,
    "ipv6-off": _ipv6_off,
    "external-ids": _external_ids,
}
