"""Open vSwitch's side: the bridge, the device's port and OVN's mapping of the physical network."""

from vtep_model import Change, run

MAPPINGS = "ovn-bridge-mappings"


def datapath(box):
    """Datapath of the integration bridge, which the bridge must share for frames to pass between them."""
    ids = box.ovs["ids"]
    integration = box.ovs["bridges"].get(ids.get("ovn-bridge", "br-int"))
    return (integration["datapath"] if integration else ids.get("ovn-bridge-datapath-type", "")) or "system"


def bridge_changes(config, box):
    bridge = box.ovs["bridges"].get(config.bridge)
    wanted = datapath(box)
    found = []
    if bridge is None:
        mark = ("set", "Bridge", config.bridge, f"datapath_type={wanted}", f"external_ids:k-one={config.network}")
        step = run("ovs-vsctl", "--timeout=30", "--may-exist", "add-br", config.bridge, "--", *mark)
        found.append(Change("add", f"bridge {config.bridge}", (step,)))
    elif bridge["ids"].get("k-one") == config.network and (bridge["datapath"] or "system") != wanted:
        step = run("ovs-vsctl", "--timeout=30", "set", "Bridge", config.bridge, f"datapath_type={wanted}")
        found.append(Change("set", f"bridge {config.bridge}: datapath {wanted}", (step,)))
    return found + _port(config, box)


def mapping_changes(network, box, physical, bridge):
    """Our entry of OVN's bridge mappings. A mark beside it says that we added it; the others stay as they are."""
    ids = box.ovs["ids"]
    mark = f"k-one-mapping-{network}"
    entry = f"{physical}:{bridge}" if bridge else None
    entries = [part.strip() for part in ids.get(MAPPINGS, "").split(",") if part.strip()]
    kept = [part for part in entries if part != ids.get(mark) or part == entry]
    ours = entry is not None and (entry not in kept or ids.get(mark) == entry)
    wanted = kept + [entry] if entry and entry not in kept else kept
    rest = {key: value for key, value in ids.items() if key not in (MAPPINGS, mark)}
    new = {**rest, **({MAPPINGS: ",".join(wanted)} if wanted else {}), **({mark: entry} if ours else {})}
    if wanted == entries and ids.get(mark) == new.get(mark):
        return []
    what = f"bridge mapping {entry or ids.get(mark)}"
    return [Change("add" if entry else "remove", what, (("external-ids", ids, new),))]


def remove_port(name):
    return Change("remove", f"port {name}", (run("ovs-vsctl", "--timeout=30", "--if-exists", "del-port", name),))


def remove_bridge(name):
    return Change("remove", f"bridge {name}", (run("ovs-vsctl", "--timeout=30", "--if-exists", "del-br", name),))


def _port(config, box):
    port = box.ovs["ports"].get(config.device)
    if port and port["bridge"] == config.bridge and port["ids"].get("k-one") == config.network and not port["error"]:
        return []
    mark = ("set", "Port", config.device, f"external_ids:k-one={config.network}")
    step = run(
        *("ovs-vsctl", "--timeout=30", "--if-exists", "del-port", config.device),
        *("--", "add-port", config.bridge, config.device, "--", *mark),
    )
    return [Change("set" if port else "add", f"port {config.device} of bridge {config.bridge}", (step,))]
