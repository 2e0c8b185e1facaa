"""The kernel's bridge instead of Open vSwitch's: Neutron's Linux bridge agent and Nova plug their ports into it."""

from vtep_device import quieten
from vtep_model import Change, owner, run


def kernel_bridge_changes(config, box):
    """The bridge and the device in it. One that Neutron or Nova made before us is taken over, by its name."""
    link = box.links.get(config.bridge)
    port = box.links.get(config.device, {})
    made = [] if link else [Change("add", f"bridge {config.bridge}", _create(config))]
    kept = _settle(config, link, box) if link else []
    return made + kept + ([] if port.get("master") == config.bridge else [_join(config)])


def is_bridge(link):
    return link.get("linkinfo", {}).get("info_kind") == "bridge"


def marked_bridges(network, links):
    """Bridges that carry the network's mark."""
    return [name for name, link in links.items() if is_bridge(link) and link.get("ifalias") == owner(network)]


def remove_kernel_bridge(name):
    return Change("remove", f"bridge {name}", (run("ip", "link", "delete", "dev", name),))


def _create(config):
    """Up at once, since there is nothing to learn from a spanning tree: no loop can be made of one device."""
    name = config.bridge
    return (
        run("ip", "link", "add", name, "mtu", config.mtu, "type", "bridge", "forward_delay", 0, "stp_state", 0),
        _mark(config),
        ("ipv6-off", name),
        run("ip", "link", "set", "dev", name, "addrgenmode", "none", "arp", "off", "up"),
    )


def _settle(config, link, box):
    return [
        *quieten(config.bridge, link, box, up=True),
        *([] if link.get("ifalias") == owner(config.network) else [_marked(config)]),
        *([] if link["mtu"] == config.mtu else [_mtu(config, link)]),
    ]


def _join(config):
    step = run("ip", "link", "set", "dev", config.device, "master", config.bridge)
    return Change("add", f"port {config.device} of bridge {config.bridge}", (step,))


def _marked(config):
    return Change("set", f"{config.bridge}: mark", (_mark(config),))


def _mark(config):
    return run("ip", "link", "set", "dev", config.bridge, "alias", owner(config.network))


def _mtu(config, link):
    step = run("ip", "link", "set", "dev", config.bridge, "mtu", config.mtu)
    return Change("set", f"{config.bridge}: mtu {config.mtu} (was {link['mtu']})", (step,))
