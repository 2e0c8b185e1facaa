"""Decides what must change on a K-Box so that its end of a shared network is as configured. Pure: runs no command."""

from dataclasses import dataclass

from vtep_filter import actual_peers, change_peer, desired_tables, replace_tables, same_rules, table_name

ANY_MAC = "00:00:00:00:00:00"
MAPPINGS = "ovn-bridge-mappings"


@dataclass(frozen=True)
class Box:
    """What is there now: the kernel's, nftables', Open vSwitch's and the file system's side of it."""

    links: dict
    fdb: tuple
    offloads: tuple
    ipv6: tuple
    nft: dict
    ovs: dict
    files: dict


@dataclass(frozen=True)
class Change:
    """One thing to do: a verb and its object for people, steps for the machine."""

    verb: str
    what: str
    steps: tuple = ()


def run(*argv):
    """A step that runs a command."""
    return ("run", tuple(str(word) for word in argv))


def owner(network):
    """Mark on a kernel device of ours."""
    return f"k-one:{network}"


def unmanaged_paths(network):
    """Files that keep systemd-networkd and NetworkManager away from the device and the bridge."""
    return (f"/etc/systemd/network/05-k-one-{network}.network", f"/etc/NetworkManager/conf.d/k-one-{network}.conf")


def unmanaged_files(config):
    """Those files' contents by path."""
    names = (config.device, config.bridge)
    networkd = f"[Match]\nName={' '.join(names)}\n\n[Link]\nUnmanaged=yes\n"
    manager = f"[keyfile]\nunmanaged-devices+={';'.join(f'interface-name:{name}' for name in names)}\n"
    return dict(zip(unmanaged_paths(config.network), (networkd, manager)))


def changes(config, box):
    """What differs from the config, in the order in which it is safe to change it: filter before device, device before port."""
    device = _device(config, box)
    fresh = any(change.verb in ("add", "recreate") for change in device)
    return [
        *_strays(config, box),
        *_filter(config, box),
        *_files(config, box),
        *device,
        *_peers(config, box, () if fresh else box.fdb),
        *_bridge(config, box),
        *_local_port(config, box),
        *_mapping(config.network, box, config.physical_network, config.bridge),
    ]


def removal(network, box):
    """What takes all of the network's traces away. Only what carries our mark goes; the filter goes last."""
    ports = [_remove_port(name) for name, port in box.ovs["ports"].items() if port["ids"].get("k-one") == network]
    bridges = [_remove_bridge(name) for name, bridge in box.ovs["bridges"].items() if bridge["ids"].get("k-one") == network]
    devices = [_remove_device(name) for name, link in box.links.items() if link.get("ifalias") == owner(network)]
    tables = [
        Change("remove", f"nftables table {family} {table_name(network)}", (run("nft", "delete", "table", family, table_name(network)),))
        for family, listing in box.nft.items()
        if listing
    ]
    files = [Change("remove", path, (("delete", path),)) for path, text in box.files.items() if text is not None]
    return [*_mapping(network, box, None, None), *ports, *bridges, *devices, *tables, *files]


def _strays(config, box):
    """Ours, but of an older config: another VNI or another bridge."""
    devices = [n for n, link in box.links.items() if link.get("ifalias") == owner(config.network) and n != config.device]
    mine = lambda row: row["ids"].get("k-one") == config.network
    ports = [
        name
        for name, port in box.ovs["ports"].items()
        if (mine(port) or name == config.device) and (name, port["bridge"]) != (config.device, config.bridge)
    ]
    bridges = [name for name, bridge in box.ovs["bridges"].items() if mine(bridge) and name != config.bridge]
    return [*map(_remove_port, ports), *map(_remove_bridge, bridges), *map(_remove_device, devices)]


def _remove_port(name):
    return Change("remove", f"port {name}", (run("ovs-vsctl", "--timeout=30", "--if-exists", "del-port", name),))


def _remove_bridge(name):
    return Change("remove", f"bridge {name}", (run("ovs-vsctl", "--timeout=30", "--if-exists", "del-br", name),))


def _remove_device(name):
    return Change("remove", f"device {name}", (run("ip", "link", "delete", "dev", name),))


def _filter_stands(config, box):
    return all(same_rules(rules, box.nft[family]) for family, rules in desired_tables(config).items()) and (
        actual_peers(box.nft["inet"]) is not None
    )


def _filter(config, box):
    if _filter_stands(config, box):
        return []
    verb = "set" if any(box.nft.values()) else "add"
    return [Change(verb, f"nftables tables {table_name(config.network)}", (("nft", replace_tables(config)),))]


def _files(config, box):
    return [
        Change("set", path, (("write", path, text),))
        for path, text in unmanaged_files(config).items()
        if path in box.files and box.files[path] != text
    ]


def _device(config, box):
    link = box.links.get(config.device)
    if link is None:
        return [Change("add", f"device {config.device}", _create_device(config, box))]
    if _tunnel(link) != _wanted_tunnel(config):
        steps = (run("ip", "link", "delete", "dev", config.device), *_create_device(config, box))
        return [Change("recreate", f"device {config.device}", steps)]
    return [
        *_settings(config.device, link, box, up=True),
        *([] if link.get("ifalias") == owner(config.network) else [Change("set", f"{config.device}: mark", (_mark(config),))]),
        *([] if link["mtu"] == config.mtu else [_mtu(config, link)]),
        *([_offloads_off(config)] if _offloads(box) & set(box.offloads) else []),
    ]


def _mtu(config, link):
    step = run("ip", "link", "set", "dev", config.device, "mtu", config.mtu)
    return Change("set", f"{config.device}: mtu {config.mtu} (was {link['mtu']})", (step,))


def _mark(config):
    return run("ip", "link", "set", "dev", config.device, "alias", owner(config.network))


def _create_device(config, box):
    add = run(
        *("ip", "link", "add", config.device, "mtu", config.mtu, "type", "vxlan", "id", config.vni),
        *("local", config.local, "dstport", config.port, "df", "set", "learning"),
    )
    offloads = _offloads_off(config).steps if _offloads(box) else ()
    return (add, _mark(config), *_silence(config.device), *offloads, run("ip", "link", "set", "dev", config.device, "up"))


def _silence(name):
    return (("ipv6-off", name), run("ip", "link", "set", "dev", name, "addrgenmode", "none", "arp", "off"))


def _tunnel(link):
    """What of a VXLAN device can't change in place, or not on every kernel."""
    data = link.get("linkinfo", {}).get("info_data", {})
    local = data.get("local") or data.get("local6")
    remote = data.get("remote") or data.get("remote6") or data.get("group") or data.get("group6")
    return (data.get("id"), local, data.get("port"), data.get("df"), data.get("learning"), remote)


def _wanted_tunnel(config):
    return (config.vni, config.local, config.port, "set", True, None)


def _settings(name, link, box, up):
    """The host's stack stays off a device: no address, no ARP, no IPv6, and up only where frames need it."""
    found = []
    if "NOARP" not in link["flags"] or name in box.ipv6:
        found.append(Change("set", f"{name}: no ARP, no IPv6", _silence(name)))
    if link.get("addr_info"):
        found.append(Change("remove", f"{name}: addresses", (run("ip", "addr", "flush", "dev", name),)))
    if ("UP" in link["flags"]) != up:
        state = "up" if up else "down"
        found.append(Change("set", f"{name}: {state}", (run("ip", "link", "set", "dev", name, state),)))
    return found


def datapath(box):
    """Datapath of the integration bridge, which the bridge must share for frames to pass between them."""
    ids = box.ovs["ids"]
    integration = box.ovs["bridges"].get(ids.get("ovn-bridge", "br-int"))
    return (integration["datapath"] if integration else ids.get("ovn-bridge-datapath-type", "")) or "system"


def _offloads(box):
    """Offloads that must be off. In its userspace datapath, Open vSwitch reads raw frames: each needs its checksum and its real size."""
    return {"tx-checksumming", "generic-receive-offload"} if datapath(box) == "netdev" else set()


def _offloads_off(config):
    step = run("ethtool", "-K", config.device, "tx", "off", "gro", "off")
    return Change("set", f"{config.device}: checksum and receive offload off", (step,))


def _peers(config, box, fdb):
    """One head-end entry a peer. The filter learns a peer first and forgets it first, so that nothing is learned from a stranger."""
    allowed = actual_peers(box.nft["inet"]) if _filter_stands(config, box) else set(config.peers)
    flooded = {entry["dst"] for entry in fdb if _head_end(entry)}
    found = []
    for peer in sorted(set(config.peers) - (allowed & flooded)):
        steps = [] if peer in allowed else [("nft", change_peer(config, "add", peer))]
        steps += [] if peer in flooded else [run("bridge", "fdb", "append", ANY_MAC, "dev", config.device, "dst", peer)]
        found.append(Change("add", f"peer {peer}", tuple(steps)))
    for peer in sorted((allowed | flooded) - set(config.peers)):
        steps = [("nft", change_peer(config, "delete", peer))] if peer in allowed else []
        steps += [_forget(config, entry) for entry in fdb if entry.get("dst") == peer]
        found.append(Change("remove", f"peer {peer}", tuple(steps)))
    return found + _strange_entries(config, fdb, flooded)


def _strange_entries(config, fdb, flooded):
    """Entries that are no peer's head end: learned from a removed peer, or pinned by someone."""
    return [
        Change("remove", f"entry {entry['mac']} to {entry.get('dst')}", (_forget(config, entry),))
        for entry in fdb
        if not _head_end(entry)
        and (entry.get("state") in ("permanent", "static") or entry.get("dst") not in config.peers)
        and not (entry.get("dst") in flooded and entry.get("dst") not in config.peers)
    ]


def _head_end(entry):
    plain = not {"port", "vni", "via", "viaIf", "src_vni", "nhid"} & set(entry)
    return entry["mac"] == ANY_MAC and "dst" in entry and plain


def _forget(config, entry):
    """A learned entry may age out before it is deleted, so its absence is no error."""
    where = [word for key in ("dst", "port", "vni", "via") if key in entry for word in (key, entry[key])]
    return ("try", ("bridge", "fdb", "delete", entry["mac"], "dev", config.device, *map(str, where)))


def _bridge(config, box):
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


def _local_port(config, box):
    link = box.links.get(config.bridge)
    return _settings(config.bridge, link, box, up=False) if link else []


def _mapping(network, box, physical, bridge):
    """Our entry of OVN's bridge mappings. A mark beside it says that we added it; the other entries stay as they are."""
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
