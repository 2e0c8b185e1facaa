"""Decides what must change on a K-Box so that its end of a shared network is as configured. Pure: runs no command."""

from vtep_agent import agent_changes
from vtep_device import device_changes, quieten, remove_device
from vtep_filter import table_name
from vtep_linux_bridge import is_bridge, kernel_bridge_changes, marked_bridges, remove_kernel_bridge
from vtep_model import Change, owner, run
from vtep_peers import filter_changes, peer_changes
from vtep_switch import bridge_changes, mapping_changes, remove_bridge, remove_port


def changes(config, box):
    """What differs from the config, in the order in which it is safe: filter before device, device before port."""
    device = device_changes(config, box)
    fresh = any(change.verb in ("add", "recreate") for change in device)
    return [
        *_strays(config, box),
        *filter_changes(config, box),
        *_files(config, box),
        *device,
        *peer_changes(config, box, () if fresh else box.fdb),
        *_switch(config, box),
    ]


def _switch(config, box):
    """What joins the device to Neutron's ports: Open vSwitch with OVN, or the kernel's bridge with Neutron's agent."""
    place = (config.network, box, config.physical_network, config.bridge)
    if config.switch == "linuxbridge":
        return [*kernel_bridge_changes(config, box), *agent_changes(*place)]
    return [*bridge_changes(config, box), *_local_port(config, box), *mapping_changes(*place)]


def removal(network, box):
    """What takes all of the network's traces away. Only what carries our mark goes; the filter goes last."""
    ports = [remove_port(name) for name, port in box.ovs["ports"].items() if port["ids"].get("k-one") == network]
    bridges = [
        remove_bridge(name) for name, bridge in box.ovs["bridges"].items() if bridge["ids"].get("k-one") == network
    ]
    bridges += [remove_kernel_bridge(name) for name in marked_bridges(network, box.links)]
    devices = [remove_device(name) for name in _marked_devices(network, box)]
    tables = [
        Change(
            "remove",
            f"nftables table {family} {table_name(network)}",
            (run("nft", "delete", "table", family, table_name(network)),),
        )
        for family, listing in box.nft.items()
        if listing
    ]
    files = [Change("remove", path, (("delete", path),)) for path, text in box.files.items() if text is not None]
    mappings = [*mapping_changes(network, box, None, None), *agent_changes(network, box, None, None)]
    return [*mappings, *ports, *bridges, *devices, *tables, *files]


def unmanaged_paths(network):
    """Files that keep systemd-networkd and NetworkManager away from the device and the bridge."""
    return (f"/etc/systemd/network/05-k-one-{network}.network", f"/etc/NetworkManager/conf.d/k-one-{network}.conf")


def unmanaged_files(config):
    """Those files' contents by path."""
    names = (config.device, config.bridge)
    networkd = f"[Match]\nName={' '.join(names)}\n\n[Link]\nUnmanaged=yes\n"
    manager = f"[keyfile]\nunmanaged-devices+={';'.join(f'interface-name:{name}' for name in names)}\n"
    return dict(zip(unmanaged_paths(config.network), (networkd, manager), strict=True))


def _files(config, box):
    return [
        Change("set", path, (("write", path, text),))
        for path, text in unmanaged_files(config).items()
        if path in box.files and box.files[path] != text
    ]


def _strays(config, box):
    """Ours, but of an older config: another VNI or another bridge."""
    devices = [name for name in _marked_devices(config.network, box) if name != config.device]
    kernel_bridges = [name for name in marked_bridges(config.network, box.links) if name != config.bridge]

    def mine(row):
        return row["ids"].get("k-one") == config.network

    ports = [
        name
        for name, port in box.ovs["ports"].items()
        if (mine(port) or name == config.device) and (name, port["bridge"]) != (config.device, config.bridge)
    ]
    bridges = [name for name, bridge in box.ovs["bridges"].items() if mine(bridge) and name != config.bridge]
    return [
        *map(remove_port, ports),
        *map(remove_bridge, bridges),
        *map(remove_kernel_bridge, kernel_bridges),
        *map(remove_device, devices),
    ]


def _marked_devices(network, box):
    return [n for n, link in box.links.items() if link.get("ifalias") == owner(network) and not is_bridge(link)]


def _local_port(config, box):
    link = box.links.get(config.bridge)
    return quieten(config.bridge, link, box, up=False) if link else []
