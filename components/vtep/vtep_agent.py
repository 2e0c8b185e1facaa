"""Neutron's Linux bridge agent: its bridge mappings, given by its unit's environment, which outdoes its files."""

import configparser
import re

from vtep_model import Change, run

UNIT = "neutron-linuxbridge-agent.service"
DROP_IN = f"/etc/systemd/system/{UNIT}.d/k-one.conf"
VARIABLE = "OS_LINUX_BRIDGE__BRIDGE_MAPPINGS"
NO_AGENT = {"present": False, "mappings": "", "drop_in": None}
DEFAULT_FILES = ("/etc/neutron/neutron.conf", "/etc/neutron/plugins/ml2/linuxbridge_agent.ini")


def agent_changes(network, box, physical, bridge):
    """Our entry of the agent's mappings beside those of its own files; no entry without a bridge."""
    if not box.agent["present"]:
        return []
    before = _entries(box.agent["drop_in"])
    others = {name: entry for name, entry in before.items() if name != network}
    after = {**others, network: f"{physical}:{bridge}"} if bridge else others
    text = drop_in(box.agent["mappings"], after)
    if text == box.agent["drop_in"]:
        return []
    # The agent reads them when it starts. It waits for our unit to be done, so nobody may wait for it here.
    restart = (run("systemctl", "daemon-reload"), run("systemctl", "--no-block", "try-restart", UNIT))
    write = ("write", DROP_IN, text) if text is not None else ("delete", DROP_IN)
    what = f"bridge mapping {after.get(network) or before.get(network)}"
    return [Change("add" if bridge else "remove", what, (write, *restart))]


def drop_in(mappings, entries):
    """Text of the file; each network's entry is noted, so that each can go alone. None when there is none.

    What the agent's own files say of one of these networks is left out: Nova plugs no guest into another bridge.
    """
    if not entries:
        return None
    units = " ".join(f"k-one-vtep@{network}.service" for network in sorted(entries))
    ours = [entries[network] for network in sorted(entries)]
    mapped = {entry.split(":")[0] for entry in ours}
    given = ",".join([*(entry for entry in _split(mappings) if entry.split(":")[0] not in mapped), *ours])
    notes = "".join(f"# {network} {entries[network]}\n" for network in sorted(entries))
    return f"{notes}[Unit]\nWants={units}\nAfter={units}\n\n[Service]\nEnvironment={VARIABLE}={given}\n"


def config_files(command):
    """Files that a command line of the agent's names, or those where Neutron's packages put them."""
    return tuple(re.findall(r"--config-file[= ]([^\s;]+)", command)) or DEFAULT_FILES


def own_mappings(texts):
    """`bridge_mappings` of its config files' texts: the last one that says them counts."""
    found = ""
    for text in texts:
        parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
        parser.read_string(text)
        found = parser.get("linux_bridge", "bridge_mappings", fallback=None) or found
    return found


def _entries(text):
    return dict(re.findall(r"^# (\S+) (\S+:\S+)$", text or "", re.MULTILINE))


def _split(mappings):
    return [part.strip() for part in mappings.split(",") if part.strip()]
