"""This machine's side of OVS and OVN: bridges, addresses, and how OVN's parts find each other."""

import ipaddress
from pathlib import Path

from k_one_box.shell import run, works
from k_one_box.waiting import wait_for

BRIDGES = ("br-int", "br-ex")
GUARD = Path(__file__).resolve().parent.parent / "guard.nft"


def apply(machine):
    """Sets everything; what is right already stays untouched, so a reload disturbs no packet."""
    keep_out()
    wait_for("Open vSwitch", lambda: works("ovs-vsctl", "--timeout=2", "show"), 60, 0.2)
    run("ovs-vsctl", "--timeout=30", *settings(machine, bridge_mappings()))
    external_address(machine)
    for side, port in (("nb", 6641), ("sb", 6642)):
        wait_for(f"OVN {side}", lambda side=side: works(f"ovn-{side}ctl", "--timeout=2", "show"), 60, 0.2)
        run(f"ovn-{side}ctl", "--timeout=10", "set-connection", f"ptcp:{port}:127.0.0.1")


def keep_out():
    """Keeps this machine's own stack off the guests' taps."""
    run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1")
    run("nft", "--file", str(GUARD))


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
        "ovn-bridge-mappings": with_mapping(mapped, machine["external"]["physical"], "br-ex"),
        "ovn-cms-options": f"enable-chassis-as-gw,availability-zones={machine['availabilityZone']}",
        "ovn-monitor-all": "true",
    }
    arguments = ["set-manager", "ptcp:6640:127.0.0.1", "--", "set", "open", "."]
    arguments += [f'external_ids:{key}="{value}"' for key, value in ids.items()]
    for bridge in BRIDGES:
        arguments += ["--", "--may-exist", "add-br", bridge, "--", "set", "bridge", bridge, "datapath_type=netdev"]
    return [*arguments, "--", "set", "bridge", "br-int", "fail-mode=secure"]


def with_mapping(mapped, physical, bridge):
    """The mappings with this one in them: shared networks add theirs while the machine runs, and these stay."""
    others = [pair for pair in mapped.strip().strip('"').split(",") if pair and not pair.startswith(f"{physical}:")]
    return ",".join([f"{physical}:{bridge}", *others])


def external_address(machine):
    """The K-Box is the gateway of the site's external network, at the address its router expects."""
    external = machine["external"]
    prefix = ipaddress.ip_network(external["cidr"]).prefixlen
    run("ip", "address", "replace", f"{external['gateway']}/{prefix}", "dev", "br-ex")
    run("ip", "link", "set", "br-ex", "up")
    run("sysctl", "-qw", "net.ipv4.ip_forward=1")
    # A frame of the K-Box's own stack enters the userspace switch as it is, with a checksum nobody would fill in.
    run("ethtool", "-K", "br-ex", "tx", "off")
