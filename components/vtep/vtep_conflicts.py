"""What a run can't or mustn't put right by itself: conflicts stop it before anything is changed, warnings don't."""


from vtep_agent import UNIT
from vtep_linux_bridge import is_bridge


def conflicts(config, box, others):
    """What stands in the way, a sentence each; `others` are the configs of the box's other shared networks."""
    return [*_other_networks(config, others), *_devices(config, box), *_bridge(config, box), *_mapping(config, box)]


def warnings(config, box):
    """What keeps packets from passing, or lets strange ones in, and isn't ours to change."""
    return [*_underlay(config, box), *_strange_ports(config, box), *_no_agent(config, box)]


def _other_networks(config, others):
    shared = ("vni", "device", "bridge", "physical_network")
    return [
        f"{other.network} at this K-Box has the same {key.replace('_', ' ')} as {config.network}: "
        f"{getattr(config, key)}. Give each shared network its own in the tower's file."
        for other in others
        for key in shared
        if getattr(other, key) == getattr(config, key)
    ]


def _devices(config, box):
    found = []
    for name, link in box.links.items():
        kind = link.get("linkinfo", {}).get("info_kind")
        data = link.get("linkinfo", {}).get("info_data", {})
        if name == config.device and kind != "vxlan":
            found.append(f"{name} exists and is no VXLAN device. Rename or delete it, then run again.")
        if name in (config.device, config.instead_of) or kind != "vxlan" or data.get("port") != config.port:
            continue
        if data.get("external"):
            found.append(
                f"{name} takes all of UDP {config.port}, Open vSwitch's own VXLAN tunnels. Move these to another port."
            )
        elif data.get("id") == config.vni and link.get("ifalias") != f"k-one:{config.network}":
            found.append(f"{name} has VNI {config.vni} already. Delete it, or choose another VNI in the tower's file.")
    return found


def _bridge(config, box):
    if config.switch == "linuxbridge":
        return _kernel_bridge(config, box)
    bridge = box.ovs["bridges"].get(config.bridge)
    addresses = [entry["local"] for entry in box.links.get(config.bridge, {}).get("addr_info", []) if "local" in entry]
    if bridge is None and config.bridge in box.links:
        return [f"{config.bridge} exists and is no bridge of Open vSwitch. Rename or delete it, then run again."]
    if bridge is None or bridge["ids"].get("k-one") == config.network or not addresses:
        return []
    return [
        f"{config.bridge} is not k-one's and holds {', '.join(addresses)}: a shared network must not reach the K-Box. "
        "Take the address away, or delete the bridge and let k-one make it."
    ]


def _kernel_bridge(config, box):
    link = box.links.get(config.bridge)
    if link is None:
        return []
    if not is_bridge(link):
        return [f"{config.bridge} exists and is no bridge. Rename or delete it, then run again."]
    addresses = [entry["local"] for entry in link.get("addr_info", []) if "local" in entry]
    if not addresses or link.get("ifalias") == f"k-one:{config.network}":
        return []
    return [
        f"{config.bridge} holds {', '.join(addresses)}: a shared network must not reach the K-Box. "
        "Take the address away."
    ]


def _mapping(config, box):
    entries = box.ovs["ids"].get("ovn-bridge-mappings", "").split(",")
    mine = box.ovs["ids"].get(f"k-one-mapping-{config.network}")
    return [
        f"OVN maps physical network {config.physical_network} to another bridge ({entry.strip()}). "
        f"Remove that entry of ovn-bridge-mappings, or it must be {config.physical_network}:{config.bridge}."
        for entry in entries
        if entry.strip().startswith(f"{config.physical_network}:")
        and entry.strip() not in (mine, f"{config.physical_network}:{config.bridge}")
    ]


def _underlay(config, box):
    holders = [
        (name, link["mtu"])
        for name, link in box.links.items()
        if any(entry.get("local") == config.local for entry in link.get("addr_info", []))
    ]
    if not holders:
        return [f"{config.local}, this site's VTEP, is an address of none of the K-Box's interfaces"]
    return [
        f"{name} carries {mtu} bytes, the site's file says vtep.mtu {config.underlay_mtu}"
        for name, mtu in holders
        if mtu < config.underlay_mtu
    ]


def _strange_ports(config, box):
    """A tunnel or a wire beside ours joins another segment to the network, or closes a loop."""
    names = _wires_in_bridge(config, box) if config.switch == "linuxbridge" else _wires_in_ovs(config, box)
    return [
        f"port {name} is in {config.bridge} too: what is behind it is joined to {config.network}"
        for name in names
        if name != config.device
    ]


def _wires_in_ovs(config, box):
    return [
        name
        for name, port in box.ovs["ports"].items()
        if port["bridge"] == config.bridge and port["type"] not in ("patch", "internal")
    ]


def _wires_in_bridge(config, box):
    """Ports of guests, DHCP servers and routers are all called `tap` and a piece of their id."""
    return [n for n, link in box.links.items() if link.get("master") == config.bridge and not n.startswith("tap")]


def _no_agent(config, box):
    if config.switch != "linuxbridge" or box.agent["present"]:
        return []
    entry = f"{config.physical_network}:{config.bridge}"
    return [f"{UNIT} isn't there: write {entry} into bridge_mappings of the Linux bridge agent of this K-Box"]
