"""This machine's side of OVS and OVN: bridges, addresses, and how OVN's parts find each other."""

import ipaddress
from pathlib import Path

from k_one_box.shell import run, works
from k_one_box.waiting import wait_for

BRIDGES = ("br-int", "br-ex", "br-mgmt")
GUARD = Path(__file__).resolve().parent.parent / "guard.nft"
MANAGEMENT = "/etc/k-one-lab/management.nft"


def apply(machine):
    """Sets everything; what is right already stays untouched, so a reload disturbs no packet."""
    keep_out()
    wait_for("Open vSwitch", lambda: works("ovs-vsctl", "--timeout=2", "show"), 60, 0.2)
    run("ovs-vsctl", "--timeout=30", *settings(machine, bridge_mappings()))
    external_address(machine)
    management_address(machine)
    for side, port in (("nb", 6641), ("sb", 6642)):
        wait_for(f"OVN {side}", lambda side=side: works(f"ovn-{side}ctl", "--timeout=2", "show"), 60, 0.2)
        run(f"ovn-{side}ctl", "--timeout=10", "set-connection", f"ptcp:{port}:127.0.0.1")


def keep_out():
    """Keeps this machine's own stack off the guests' taps, and all strangers off the K-Cluster's management network."""
    run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1")
    run("nft", "--file", str(GUARD))
    run("nft", "--file", MANAGEMENT)


def bridge_mappings():
    """What OVN's controller maps now."""
    return run("ovs-vsctl", "--timeout=10", "--if-exists", "get", "open", ".", "external_ids:ovn-bridge-mappings")


def settings(machine, mapped):
    """Arguments of the one ovs-vsctl transaction."""
    ids = {
        # As in /etc/openvswitch/system-id.conf, which OVS reads at each start: under another name OVN would register the
        # chassis anew, and lose what it knew of the ports.
        "system-id": machine["name"],
        "hostname": machine["name"],
        "ovn-remote": "unix:/run/ovn/ovnsb_db.sock",
        "ovn-encap-type": "geneve",
        "ovn-encap-ip": machine["address"],
        "ovn-bridge-datapath-type": "netdev",
        "ovn-bridge-mappings": with_mappings(mapped, own_mappings(machine)),
        "ovn-cms-options": f"enable-chassis-as-gw,availability-zones={machine['availabilityZone']}",
        "ovn-monitor-all": "true",
    }
    arguments = ["set-manager", "ptcp:6640:127.0.0.1", "--", "set", "open", "."]
    arguments += [f'external_ids:{key}="{value}"' for key, value in ids.items()]
    for bridge in BRIDGES:
        arguments += ["--", "--may-exist", "add-br", bridge, "--", "set", "bridge", bridge, "datapath_type=netdev"]
    return [*arguments, "--", "set", "bridge", "br-int", "fail-mode=secure"]


def own_mappings(machine):
    """Physical networks that the K-Box has from the start, and their bridges."""
    return {machine["external"]["physical"]: "br-ex", machine["management"]["physical"]: "br-mgmt"}


def with_mappings(mapped, own):
    """The mappings with these in them: shared networks add theirs while the machine runs, and those stay."""
    pairs = [pair.split(":") for pair in mapped.strip().strip('"').split(",") if pair]
    return ",".join(":".join(pair) for pair in [*own.items(), *((name, bridge) for name, bridge in pairs if name not in own)])


def external_address(machine):
    """The K-Box is the gateway of the site's external network, at the address its router expects."""
    external = machine["external"]
    own_address("br-ex", external["gateway"], external["cidr"])
    run("sysctl", "-qw", "net.ipv4.ip_forward=1")


def management_address(machine):
    """The K-Box's place on the K-Cluster's management network."""
    management = machine["management"]
    own_address("br-mgmt", management["address"], management["cidr"])


def own_address(bridge, address, cidr):
    """Puts the K-Box itself on a bridge."""
    run("ip", "address", "replace", f"{address}/{ipaddress.ip_network(cidr).prefixlen}", "dev", bridge)
    run("ip", "link", "set", bridge, "up")
    # A frame of the K-Box's own stack enters the userspace switch as it is, with a checksum nobody would fill in.
    run("ethtool", "-K", bridge, "tx", "off")
