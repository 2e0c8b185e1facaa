"""The VXLAN device, and how the host's own stack is kept off it."""

from vtep_model import Change, owner, run
from vtep_switch import datapath


def device_changes(config, box):
    link = box.links.get(config.device)
    if link is None:
        return [Change("add", f"device {config.device}", _create_device(config, box))]
    if _tunnel(link) != _wanted_tunnel(config):
        steps = (run("ip", "link", "delete", "dev", config.device), *_create_device(config, box))
        return [Change("recreate", f"device {config.device}", steps)]
    return [
        *quieten(config.device, link, box, up=True),
        *(
            []
            if link.get("ifalias") == owner(config.network)
            else [Change("set", f"{config.device}: mark", (_mark(config),))]
        ),
        *([] if link["mtu"] == config.mtu else [_mtu(config, link)]),
        *([_offloads_off(config)] if unwanted_offloads(box) & set(box.offloads) else []),
    ]


def quieten(name, link, box, up):
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


def remove_device(name):
    return Change("remove", f"device {name}", (run("ip", "link", "delete", "dev", name),))


def _create_device(config, box):
    add = run(
        *("ip", "link", "add", config.device, "mtu", config.mtu, "type", "vxlan", "id", config.vni),
        *("local", config.local, "dstport", config.port, "df", "set", "learning"),
    )
    offloads = _offloads_off(config).steps if unwanted_offloads(box) else ()
    # The kernel takes an identifier once: the old device goes as late as it can, so that little is lost.
    old = config.instead_of in box.links
    return (
        *((run("ip", "link", "delete", "dev", config.instead_of),) if old else ()),
        add,
        _mark(config),
        *_silence(config.device),
        *offloads,
        run("ip", "link", "set", "dev", config.device, "up"),
    )


def _tunnel(link):
    """What of a VXLAN device can't change in place, or not on every kernel."""
    data = link.get("linkinfo", {}).get("info_data", {})
    local = data.get("local") or data.get("local6")
    remote = data.get("remote") or data.get("remote6") or data.get("group") or data.get("group6")
    return (data.get("id"), local, data.get("port"), data.get("df"), data.get("learning"), remote)


def _wanted_tunnel(config):
    return (config.vni, config.local, config.port, "set", True, None)


def _mtu(config, link):
    step = run("ip", "link", "set", "dev", config.device, "mtu", config.mtu)
    return Change("set", f"{config.device}: mtu {config.mtu} (was {link['mtu']})", (step,))


def _mark(config):
    return run("ip", "link", "set", "dev", config.device, "alias", owner(config.network))


def _silence(name):
    return (("ipv6-off", name), run("ip", "link", "set", "dev", name, "addrgenmode", "none", "arp", "off"))


def unwanted_offloads(box):
    """Offloads that must be off: Open vSwitch's userspace datapath reads raw frames, one by one and checksummed."""
    return {"tx-checksumming", "generic-receive-offload"} if datapath(box) == "netdev" else set()


def _offloads_off(config):
    step = run("ethtool", "-K", config.device, "tx", "off", "gro", "off")
    return Change("set", f"{config.device}: checksum and receive offload off", (step,))
